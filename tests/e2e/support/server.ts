import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// The folder of the test is the server's own, so the path must be absolute.
const program = resolve(process.env.PARLANCE_BIN ?? "build/release/parlance");

// A real server in a data folder of its own, on a port that was free. It can be killed and started again.
export class Server {
  readonly url: string;
  private readonly port: number;
  private readonly folder: string;
  private readonly environment: Record<string, string>;
  private process: ChildProcess | null = null;
  private log = "";

  private constructor(port: number, folder: string, environment: Record<string, string>) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.folder = folder;
    this.environment = environment;
  }

  static async start(environment: Record<string, string> = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "parlance-e2e-"));
    const server = new Server(await freePort(), folder, environment);
    await server.launch();
    return server;
  }

  async launch(): Promise<void> {
    const child = spawn(program, ["serve"], {
      cwd: this.folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: this.folder,
        HOST: "127.0.0.1",
        PORT: String(this.port),
        DATA_DIR: join(this.folder, "data"),
        LLM_PROVIDER: "demo",
        LOG_LEVEL: "warning",
        RATE_LIMIT_REQUESTS: "1000000", // tests are quicker than people
        ...this.environment,
      },
    });
    this.process = child;
    const keep = (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-10_000));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);

    for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${this.log}`);
      const ready = await fetch(`${this.url}/health/ready`).catch(() => null);
      if (ready?.ok) return;
      await new Promise((resume) => setTimeout(resume, 50));
    }
    throw new Error(`the server is not ready after 20 s:\n${this.log}`);
  }

  // As the power cord does it.
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
    await rm(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = null;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
