import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";

const flags =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
  "--disable-component-update --disable-sync";

export const desktop = { width: 1280, height: 800 };
export const mobile: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

// Chromium with a profile of its own. `complaints` gathers what must stay empty: console errors, exceptions and
// violations of the content policy.
export class TestBrowser {
  readonly complaints: string[] = [];
  private readonly browser: Browser;

  private constructor(browser: Browser) {
    this.browser = browser;
  }

  static async launch(): Promise<TestBrowser> {
    const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
    return new TestBrowser(await chromium.launch({ executablePath, args: flags.split(" ") }));
  }

  async context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: desktop, ...options });
    context.setDefaultTimeout(15_000);
    await context.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", (event) =>
        console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`),
      ),
    );
    return context;
  }

  // `expected`: what this page's console may say besides.
  async page(options: BrowserContextOptions = {}, expected = /$^/): Promise<Page> {
    const page = await (await this.context(options)).newPage();
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !unreachable.test(text) && !expected.test(text)) this.complaints.push(text);
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

// The browser itself logs requests that find no server; tests that take the server away expect them.
const unreachable = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_INTERNET_DISCONNECTED|ERR_EMPTY_RESPONSE/;
