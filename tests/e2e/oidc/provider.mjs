// A real identity provider on a free port, with its own sign-in pages that take any password.
// node provider.mjs PUBLIC_URL...: prints its issuer, for clients at these addresses. Ends with its standard input.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

const people = {
  alice: { name: "Alice", email: "Alice@example.test", email_verified: true, groups: ["admins", "red"] },
  bob: { name: "Bob", email: "bob@example.test", email_verified: false, groups: ["red"] },
  carol: { name: "Carol", email: "alice@example.test", email_verified: true, groups: [] },
};

const server = createServer();
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const issuer = `http://127.0.0.1:${server.address().port}`;
const addresses = process.argv.slice(2);

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "parlance",
      client_secret: "a secret: with +odd/ characters%",
      redirect_uris: addresses.flatMap((at) => ["sso", "other"].map((id) => `${at}/api/v1/auth/oidc/${id}/callback`)),
      post_logout_redirect_uris: addresses.map((at) => `${at}/`),
    },
  ],
  cookies: { keys: ["only for tests"] },
  claims: { openid: ["sub"], profile: ["name"], email: ["email", "email_verified"], groups: ["groups"] },
  scopes: ["openid", "profile", "email", "groups"],
  pkce: { required: () => true },
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
});
server.on("request", provider.callback());
console.log(issuer);
process.stdin.resume().on("end", () => process.exit(0));
