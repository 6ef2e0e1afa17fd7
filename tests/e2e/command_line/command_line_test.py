#!/usr/bin/env python3
"""The program as a shell sees it: exit status, standard output, standard error. PARLANCE_BIN names the program."""
import json
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

PROGRAM = os.path.abspath(os.environ.get("PARLANCE_BIN", "build/release/parlance"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Shell(unittest.TestCase):
    """A folder of its own, without a .env, and an environment without settings."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.port = free_port()

    def environment(self, settings):
        return {"PATH": os.environ["PATH"], "PORT": str(self.port), "LLM_PROVIDER": "demo", **settings}

    def run_program(self, *arguments, text="", **settings):
        return subprocess.run([PROGRAM, *arguments], cwd=self.folder, env=self.environment(settings), input=text,
                              capture_output=True, text=True, timeout=60)

    def serve(self, **settings):
        server = subprocess.Popen([PROGRAM, "serve"], cwd=self.folder, env=self.environment(settings),
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: (server.kill(), server.wait()))
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5).read()
                return server
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the server did not start")


class CommandLine(Shell):
    def test_version_is_one_line_or_json(self):
        text = self.run_program("version")
        self.assertEqual((text.returncode, text.stdout.count("\n")), (0, 1))
        self.assertEqual(text.stdout, self.run_program("--version").stdout)
        self.assertTrue(text.stdout.startswith("parlance " + json.loads(self.run_program("version", "--json").stdout)["version"]))

    def test_help_goes_to_standard_output_and_mistakes_to_standard_error(self):
        for arguments in ([], ["--help"], ["help"], ["serve", "--help"], ["config", "show", "-h"]):
            out = self.run_program(*arguments)
            self.assertEqual((out.returncode, out.stderr), (0, ""), arguments)
            self.assertIn("Usage:", out.stdout)
        for arguments in (["nonsense"], ["serve", "--nonsense"], ["config"], ["completion", "tcsh"]):
            out = self.run_program(*arguments)
            self.assertEqual((out.returncode, out.stdout), (2, ""), arguments)
            self.assertIn("--help", out.stderr)

    def test_completion_is_a_script_that_bash_accepts(self):
        script = self.run_program("completion", "bash").stdout
        out = subprocess.run(["bash", "-c", script + '\nCOMP_WORDS=(parlance config ch); COMP_CWORD=2; _parlance; '
                              'echo "${COMPREPLY[@]}"'], capture_output=True, text=True)
        self.assertEqual(out.stdout, "check\n")


class Configuration(Shell):
    def test_show_masks_secrets_and_names_origins(self):
        (self.folder / ".env").write_text("APP_NAME=From the file\nUNKNOWN_NAME=1\n")
        out = self.run_program("config", "show", "--json", "--workers", "3", OPENAI_API_KEY="sk-secret")
        self.assertEqual(out.returncode, 0)
        self.assertNotIn("sk-secret", out.stdout + out.stderr)
        rows = {row["name"]: (row["value"], row["origin"]) for row in json.loads(out.stdout)["settings"]}
        self.assertEqual(rows["OPENAI_API_KEY"], ("********", "environment"))
        self.assertEqual(rows["APP_NAME"], ("From the file", ".env line 1"))
        self.assertEqual(rows["WORKERS"], ("3", "flag"))
        self.assertEqual(rows["HOST"], ("127.0.0.1", "default"))
        self.assertIn("UNKNOWN_NAME", out.stderr)

    def test_a_bad_value_stops_every_command_that_needs_it(self):
        for command in (["serve"], ["config", "show"], ["config", "check"], ["doctor"], ["chat", "-c", "hi"]):
            out = self.run_program(*command, PORT="99999")
            self.assertEqual(out.returncode, 1, command)
            self.assertIn('PORT is "99999" (environment): it must be between 1 and 65535', out.stdout + out.stderr)

    def test_an_unknown_key_in_toml_stops_the_start(self):
        (self.folder / "parlance.toml").write_text("[server]\nprot = 1\n")
        out = self.run_program("serve")
        self.assertEqual(out.returncode, 1)
        self.assertIn("parlance.toml line 2: server.prot is not a setting; did you mean PORT?", out.stderr)

    def test_production_wants_a_good_secret_and_nobody_serves_strangers_without_a_login(self):
        for settings, why in (({"APP_ENV": "production"}, "APP_SECRET_KEY is missing"),
                              ({"APP_ENV": "production", "APP_SECRET_KEY": "change-me" * 5}, "APP_SECRET_KEY is weak"),
                              ({"APP_ENV": "staging", "APP_SECRET_KEY": "short"}, "APP_SECRET_KEY"),
                              ({"HOST": "0.0.0.0", "AUTH_ANONYMOUS": "true"}, "AUTH_ANONYMOUS is true")):
            out = self.run_program("serve", **settings)
            self.assertEqual(out.returncode, 1, settings)
            self.assertIn(why, out.stderr)
            self.assertNotIn("change-mechange-me", out.stderr)

    def test_doctor_finds_a_provider_that_is_down(self):
        good = self.run_program("doctor", "--json")
        self.assertEqual(good.returncode, 0, good.stdout)
        self.assertTrue(json.loads(good.stdout)["ok"])
        bad = self.run_program("doctor", "--json", OPENAI_BASE_URL=f"http://127.0.0.1:{free_port()}/v1")
        self.assertEqual(bad.returncode, 1)
        failed = [check for check in json.loads(bad.stdout)["checks"] if check["status"] == "failed"]
        self.assertEqual([check["check"] for check in failed], ["openai"])
        self.assertTrue(failed[0]["remedy"])


class Users(Shell):
    def user(self, *arguments, text=""):
        return self.run_program("user", *arguments, "--json", text=text, AUTH_ANONYMOUS="false")

    def sign_in(self, email, password):
        body = json.dumps({"email": email, "password": password, "cookie": True}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/auth/login", data=body,
                                         headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status, reply.headers["Set-Cookie"].split(";")[0]
        except urllib.error.HTTPError as refused:
            return refused.code, ""

    def me(self, cookie):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/auth/me", headers={"Cookie": cookie})
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status
        except urllib.error.HTTPError as refused:
            return refused.code

    def test_accounts_are_made_changed_and_deleted_before_a_server_ever_ran(self):
        first = self.user("add", "Ann@Example.org", "--name", "Ann", "--password-file", "-", text="correct horse\n")
        self.assertEqual(first.returncode, 0, first.stderr)
        self.assertEqual([json.loads(first.stdout)[name] for name in ("email", "role", "tier", "status")],
                         ["ann@example.org", "admin", "enterprise", "active"])
        second = json.loads(self.user("add", "bob@example.org", "--tier", "starter").stdout)
        self.assertEqual((second["role"], second["tier"]), ("user", "starter"))
        self.assertGreaterEqual(len(second["reset_token"]), 43)
        self.assertEqual(json.loads(self.user("list").stdout)["total"], 2)
        self.assertEqual(json.loads(self.user("set-role", "bob@example.org", "auditor").stdout)["role"], "auditor")
        self.assertEqual(json.loads(self.user("show", second["id"]).stdout)["role"], "auditor")
        self.assertEqual(self.user("set-role", "ann@example.org", "user").returncode, 1, "the only administrator")
        self.assertEqual(json.loads(self.user("delete", "bob@example.org").stdout)["status"], "deleted")
        missing = self.user("show", "bob@example.org")
        self.assertEqual((missing.returncode, missing.stdout), (1, ""))
        self.assertIn("There is no user bob@example.org", missing.stderr)

    def test_K_06_a_server_leaves_no_core_file(self):
        server = self.serve()
        limits = pathlib.Path(f"/proc/{server.pid}/limits").read_text().splitlines()
        cores = [line.split()[4:6] for line in limits if line.startswith("Max core file size")]
        self.assertEqual(cores, [["0", "0"]])
        if os.geteuid() != 0:
            with self.assertRaises(PermissionError):
                open(f"/proc/{server.pid}/mem", "rb")

    def test_a_running_server_notices_within_five_seconds(self):
        self.serve()
        self.user("add", "ann@example.org", "--password-file", "-", text="correct horse")
        self.user("add", "bob@example.org", "--password-file", "-", text="correct horse")
        status, cookie = self.sign_in("bob@example.org", "correct horse")
        self.assertEqual((status, self.me(cookie)), (200, 200))
        self.assertEqual(self.user("suspend", "bob@example.org").returncode, 0)
        deadline = time.monotonic() + 5
        while self.me(cookie) == 200:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.05)
        self.assertEqual(self.sign_in("bob@example.org", "correct horse")[0], 403)
        self.user("unsuspend", "bob@example.org")
        self.assertEqual(self.sign_in("bob@example.org", "correct horse")[0], 200)

    def test_a_password_is_never_an_argument(self):
        out = self.run_program("user", "add", "ann@example.org", "--password", "correct horse")
        self.assertEqual((out.returncode, out.stdout), (2, ""))


class Chat(Shell):
    def answering(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/conversations") as reply:
            return any(conversation["active_turn_id"] for conversation in json.load(reply)["conversations"])

    def test_says_so_when_no_server_answers(self):
        out = self.run_program("chat", "-c", "hi")
        self.assertEqual((out.returncode, out.stdout), (1, ""))
        self.assertIn(f"No server answers at http://127.0.0.1:{self.port}", out.stderr)

    def test_puts_only_the_answer_into_a_pipe(self):
        self.serve()
        out = self.run_program("chat", text="hello there\n")
        self.assertEqual((out.returncode, out.stderr), (0, ""))
        self.assertIn("hello there", out.stdout)

    def test_shows_its_api_key_from_the_environment_or_a_file_and_says_when_one_is_needed(self):
        self.run_program("user", "add", "ann@example.org", "--password-file", "-", text="correct horse")
        out = self.run_program("key", "create", "ann@example.org", "--name", "terminal", "--json").stdout
        made = json.loads(out)["keys"][0]
        (self.folder / "key.txt").write_text(made["key"] + "\n")
        self.serve(AUTH_ANONYMOUS="false")
        for given, status, said in (({}, 1, "needs an API key"),
                                    ({"PARLANCE_API_KEY": made["key"]}, 0, ""),
                                    ({"PARLANCE_API_KEY_FILE": "key.txt"}, 0, ""),
                                    ({"PARLANCE_API_KEY": made["key"][:-1] + "x"}, 1, "does not take this API key"),
                                    ({"PARLANCE_API_KEY": "two words"}, 1, "holds no API key")):
            out = self.run_program("chat", "-c", "hello there", AUTH_ANONYMOUS="false", **given)
            self.assertEqual((out.returncode, "hello there" in out.stdout), (status, status == 0), (given, out.stderr))
            self.assertIn(said, out.stderr)
            self.assertNotIn(made["key"][14:-1], out.stderr)
        named = self.run_program("chat", "-c", "hello there", "--api-key-file", "key.txt", PARLANCE_API_KEY="other")
        self.assertEqual((named.returncode, named.stderr), (0, ""))
        self.assertEqual(self.run_program("chat", "-c", "hi", "--api-key", made["key"]).returncode, 2)
        missing = self.run_program("chat", "-c", "hi", "--api-key-file", "nothing.txt")
        self.assertIn("nothing.txt does not exist", missing.stderr)

    def test_goes_on_with_a_conversation(self):
        self.serve()
        self.run_program("chat", "-c", "first")
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/conversations") as reply:
            conversation = json.load(reply)["conversations"][0]["id"]
        self.assertEqual(self.run_program("chat", "-c", "second", "--conversation", conversation).returncode, 0)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/conversations/{conversation}") as reply:
            self.assertEqual(json.load(reply)["message_count"], 4)

    def test_loses_nothing_when_the_server_is_killed(self):
        server = self.serve()
        model = "demo:tokens=80,delay_ms=25"
        whole = self.run_program("chat", "--model", "demo:tokens=80", "-c", "same question").stdout
        chat = subprocess.Popen([PROGRAM, "chat", "--model", model, "-c", "same question"], cwd=self.folder,
                                env=self.environment({}), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while not self.answering():   # the answer takes two seconds
            time.sleep(0.02)
        server.send_signal(signal.SIGKILL)
        server.wait()
        self.serve()
        out, notes = chat.communicate(timeout=60)
        self.assertEqual(chat.returncode, 0, notes)
        self.assertEqual(out, whole)
        self.assertIn("resuming", notes)


if __name__ == "__main__":
    unittest.main()
