#!/usr/bin/env python3
"""Single sign-on with a real provider: the server in PARLANCE_BIN, oidc-provider with its own pages, and a browser's
cookies without the browser. Each test has a provider's worth of people and a server of its own."""
import http.cookiejar
import html
import json
import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
PROGRAM = os.path.abspath(os.environ.get("PARLANCE_BIN", ROOT / "build/release/parlance"))
NODE = [str(ROOT / "web/run"), "node"] if (ROOT / "web/node_modules").exists() else ["node"]
SECRET = "a secret: with +odd/ characters%"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Reply:
    def __init__(self, address, answer):
        self.address = address
        self.status = answer.status
        self.text = answer.read().decode()
        where = answer.headers.get("Location")
        self.location = where and urllib.parse.urljoin(address, where)
        self.cookies = answer.headers.get_all("Set-Cookie") or []

    def form(self, **more):
        """The page's form, as a browser sends it: where to, and with which fields."""
        fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', self.text), **more)
        action = html.unescape(re.search(r'action="([^"]+)"', self.text)[1])
        return urllib.parse.urljoin(self.address, action), urllib.parse.urlencode(fields).encode()


class Browser:
    """Cookies, and one step at a time."""

    def __init__(self, server):
        self.server = server
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), NoRedirect(), urllib.request.HTTPCookieProcessor(self.jar))

    def ask(self, address, data=None, **fields):
        address = urllib.parse.urljoin(self.server, address)
        headers = {name.replace("_", "-"): value for name, value in fields.items()}
        try:
            return Reply(address, self.opener.open(urllib.request.Request(address, data, headers), timeout=30))
        except urllib.error.HTTPError as other:
            return Reply(address, other)

    def start(self, provider="sso", return_to="/c/1"):
        return self.ask(f"/api/v1/auth/oidc/{provider}/start?" + urllib.parse.urlencode({"return_to": return_to}))

    def callback(self, who, start):
        """Signs in at the provider, through its pages, up to the address that leads back."""
        reply = self.ask(start.location)
        for _ in range(12):
            if reply.location and reply.location.startswith(self.server + "/"):
                return reply.location
            if reply.location:
                reply = self.ask(reply.location)
            elif 'name="login"' in reply.text:
                reply = self.ask(*reply.form(login=who, password="any"))
            else:
                reply = self.ask(*reply.form())
        raise AssertionError("the provider does not lead back: " + reply.text)

    def sign_in(self, who, **how):
        return self.ask(self.callback(who, self.start(**how)))

    def me(self):
        reply = self.ask("/api/v1/auth/me")
        return json.loads(reply.text) if reply.status == 200 else None


class SingleSignOn(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.port = free_port()
        self.server = f"http://127.0.0.1:{self.port}"
        self.issuer = self.start_provider()

    def start_provider(self):
        process = subprocess.Popen([*NODE, HERE / "provider.mjs", self.server], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(lambda: (process.kill(), process.wait(), process.stdin.close(), process.stdout.close()))
        return process.stdout.readline().strip()

    def serve(self, **settings):
        environment = {"PATH": os.environ["PATH"], "PORT": str(self.port), "LLM_PROVIDER": "demo",
                       "AUTH_ANONYMOUS": "false", "PUBLIC_URL": self.server, "OUTBOUND_ALLOW": "127.0.0.1,::1",
                       "OIDC_ISSUER": self.issuer, "OIDC_CLIENT_ID": "parlance", "OIDC_CLIENT_SECRET": SECRET,
                       "OIDC_SCOPES": "profile,email,groups", "OIDC_ADMIN_GROUPS": "admins", **settings}
        server = subprocess.Popen([PROGRAM, "serve"], cwd=self.folder, env=environment, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (server.kill(), server.wait()))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(self.server + "/health", timeout=5).read()
                return Browser(self.server)
            except OSError:
                self.assertIsNone(server.poll(), "the server ended")
                time.sleep(0.02)
        raise AssertionError("the server did not start")

    def assert_refused(self, reply, reason):
        self.assertEqual((reply.status, reply.location), (302, f"{self.server}/signin?sso_error={reason}"))
        self.assertFalse([each for each in reply.cookies if "session" in each])

    def test_signs_in_with_name_address_and_role_from_the_provider(self):
        alice = self.serve()
        options = json.loads(alice.ask("/api/v1/auth/options").text)
        self.assertEqual(options["providers"], [{"id": "sso", "name": "Single sign-on"}])

        done = alice.sign_in("alice")

        self.assertEqual((done.status, done.location), (302, self.server + "/c/1"))
        cookie = next(each for each in done.cookies if each.startswith("parlance_session="))
        self.assertIn("HttpOnly", cookie)
        self.assertIn("SameSite=Lax", cookie)
        me = alice.me()["user"]
        self.assertEqual((me["name"], me["email"], me["role"]), ("Alice", "alice@example.test", "admin"))

        entries = json.loads(alice.ask("/api/v1/admin/audit?action=login.done").text)["entries"]
        self.assertEqual([(each["actor_id"], each["detail"]) for each in entries], [(me["id"], {"provider": "sso"})])

        again = Browser(self.server)
        again.sign_in("alice")
        self.assertEqual(again.me()["user"]["id"], me["id"])

        bob = Browser(self.server)
        bob.sign_in("bob")
        him = bob.me()["user"]
        self.assertEqual((him["role"], him["email"]), ("user", ""), "an address that was not verified is left out")

    def test_an_e_mail_address_links_nobody(self):
        alice = self.serve()
        alice.sign_in("alice")
        carol = Browser(self.server)

        carol.sign_in("carol")

        self.assertNotEqual(carol.me()["user"]["id"], alice.me()["user"]["id"])
        self.assertEqual(carol.me()["user"]["email"], "")

    def test_A_19_an_answer_that_is_not_this_browsers_ends_nothing(self):
        alice = self.serve()
        genuine = alice.callback("alice", alice.start())
        state = urllib.parse.parse_qs(urllib.parse.urlparse(genuine).query)["state"][0]
        base = "/api/v1/auth/oidc/sso/callback?"

        other = Browser(self.server)
        self.assert_refused(other.ask(genuine), "expired")
        other.start()
        self.assert_refused(other.ask(genuine), "expired")
        self.assert_refused(alice.ask(base + "code=x"), "expired")
        self.assert_refused(alice.ask(base + "code=x&state=" + "a" * 43), "expired")
        self.assert_refused(alice.ask(base + "error=access_denied&state=" + "a" * 43), "expired")
        self.assert_refused(alice.ask(base + "error=access_denied"), "expired")
        self.assert_refused(alice.ask(f"{base}code=x&state={state}&state={state}"), "expired")
        self.assert_refused(alice.ask(f"{base}code=x&state={state}&iss=http://evil.example"), "expired")
        self.assert_refused(alice.ask(f"{base}code=x&state={state}"), "expired")

        self.assertEqual(alice.ask(genuine).location, self.server + "/c/1")
        self.assertEqual(alice.me()["user"]["name"], "Alice")

    def test_A_19_a_replayed_answer_signs_nobody_in(self):
        alice = self.serve()
        genuine = alice.callback("alice", alice.start())
        alice.ask(genuine)

        self.assert_refused(alice.ask(genuine), "expired")

        self.assertEqual(alice.me()["user"]["name"], "Alice")

    def test_A_19_two_tabs_each_come_to_their_end(self):
        alice = self.serve()
        first, second = alice.start(return_to="/c/first"), alice.start(return_to="/c/second")

        later = alice.callback("alice", second)
        earlier = alice.callback("alice", first)

        self.assertEqual(alice.ask(earlier).location, self.server + "/c/first")
        self.assertEqual(alice.ask(later).location, self.server + "/c/second")

    def test_A_19_a_refusal_of_the_provider_ends_its_sign_on(self):
        alice = self.serve()
        genuine = alice.callback("alice", alice.start())
        query = urllib.parse.parse_qs(urllib.parse.urlparse(genuine).query)
        refusal = urllib.parse.urlencode({"error": "access_denied", "state": query["state"][0], "iss": self.issuer})

        self.assert_refused(alice.ask("/api/v1/auth/oidc/sso/callback?" + refusal), "refused")
        self.assert_refused(alice.ask(genuine), "expired")
        self.assertIsNone(alice.me())

    def test_A_21_leads_nowhere_else(self):
        alice = self.serve()
        for evil in ("//evil", "/\\evil", "https:evil", "javascript:alert(1)", "https://us.evil.com", "https://us@evil",
                     "/a\r\nSet-Cookie: b=c", "/\t/evil", ""):
            self.assertEqual(alice.sign_in("alice", return_to=evil).location, self.server + "/", evil)

    def test_a_provider_that_names_itself_otherwise_is_not_used(self):
        (self.folder / "more.toml").write_text(
            f'[other]\nissuer = "{self.issuer.replace("127.0.0.1", "localhost")}"\nclient_id = "parlance"\n')
        alice = self.serve(OIDC_PROVIDERS_FILE="more.toml")

        self.assert_refused(alice.start("other"), "unavailable")
        self.assertEqual(alice.start("missing").status, 404)
        self.assertEqual(alice.sign_in("alice").location, self.server + "/c/1")

    def test_F_14_a_private_provider_is_not_asked_unless_allowed(self):
        alice = self.serve(OUTBOUND_ALLOW="10.1.2.3")

        self.assert_refused(alice.start(), "unavailable")

    def test_makes_no_account_where_registration_is_closed_unless_it_is_open_for_the_provider(self):
        alice = self.serve(REGISTRATION_ENABLED="false", OIDC_ADMIN_GROUPS="")
        self.assertEqual(alice.sign_in("alice").location, self.server + "/c/1", "the first account")
        bob = Browser(self.server)
        self.assert_refused(bob.sign_in("bob"), "unregistered")
        self.assertIsNone(bob.me())

    def test_opens_registration_for_the_provider_alone(self):
        alice = self.serve(REGISTRATION_ENABLED="false", OIDC_REGISTRATION="true")
        for who in ("alice", "bob"):
            self.assertEqual(Browser(self.server).sign_in(who).location, self.server + "/c/1", who)

    def test_signs_out_here_and_there(self):
        alice = self.serve()
        alice.sign_in("alice")
        token = alice.me()["csrf_token"]

        refused = alice.ask("/api/v1/auth/oidc/logout", b"")
        done = alice.ask("/api/v1/auth/oidc/logout", b"", Origin=self.server, X_CSRF_Token=token)

        self.assertEqual((refused.status, done.status), (403, 200))
        self.assertIsNone(alice.me())
        where = json.loads(done.text)["logout_url"]
        hint = urllib.parse.parse_qs(urllib.parse.urlsplit(where).query)["id_token_hint"][0]
        self.assertEqual(hint.count("."), 2, "an ID token, so that the provider knows whose sign-on ends")
        self.assertNotIn(hint.encode(), (self.folder / "data/parlance.db").read_bytes() +
                         (self.folder / "data/parlance.db-wal").read_bytes())
        page = alice.ask(where)
        back = alice.ask(*page.form(logout="yes"))
        self.assertEqual(back.location, self.server + "/")
        self.assertIn('name="login"', alice.ask(alice.ask(alice.start().location).location).text, "signed out there too")

    def test_a_mistake_in_the_file_stops_the_start(self):
        for text in ("[x]\nissuer = 'https://a'\nclient_id = 'b'\ntypo = 1\n", "[x]\nissuer = 'https://a'\n",
                     "[x]\nissuer = 'http://a'\nclient_id = 'b'\n", "issuer = 'https://a'\n", "["):
            (self.folder / "more.toml").write_text(text)
            out = subprocess.run([PROGRAM, "serve"], cwd=self.folder, capture_output=True, text=True, timeout=60, env={
                "PATH": os.environ["PATH"], "PORT": str(self.port), "OIDC_PROVIDERS_FILE": "more.toml"})
            self.assertNotEqual(out.returncode, 0, text)
            self.assertIn("more.toml", out.stderr + out.stdout, text)


if __name__ == "__main__":
    unittest.main()
