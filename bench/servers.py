"""The three programs under load: the server, nginx as a plain proxy, the mock provider behind both."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import time

from processes import Process

NGINX = """daemon off;
worker_processes 2;
worker_rlimit_nofile 20000;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log error;
{user}
events {{ worker_connections 20000; }}
http {{
    access_log off;
    keepalive_requests 1000000;
    client_body_temp_path {folder}/client_body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    upstream provider {{
        server 127.0.0.1:{upstream};
        keepalive 256;
        keepalive_requests 1000000;
    }}
    server {{
        listen 127.0.0.1:{port} reuseport;
        location / {{
            proxy_pass http://provider;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffering off;
            proxy_read_timeout 600s;
        }}
    }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, path, process, seconds=20):
    """Seconds until `path` is answered with 200, polled every millisecond."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if process.child.poll() is not None:
            raise RuntimeError(f"{process.child.args[0]} ended at once; see {process.log}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return time.monotonic() - began
        except OSError:
            pass
        time.sleep(0.001)
    raise RuntimeError(f"{process.child.args[0]} did not answer {path} within {seconds} s; see {process.log}")


class Server:
    """A running program with a port. `path` and `reply` say how `load` talks to it."""

    name = ""
    paths = {"stream": "/v1/chat/completions", "json": "/v1/chat/completions"}
    stream_reply = "openai_sse"

    def body(self, model, stream):
        body = {"model": model, "messages": [{"role": "user", "content": "Question {n}"}]}
        if stream:
            body |= {"stream": True, "stream_options": {"include_usage": True}}
        return json.dumps(body)

    def stop(self, *how):
        self.process.stop(*how)


class Mock(Server):
    name = "direct"

    def __init__(self, build, folder):
        self.process = Process([build / "bench/mock_provider"], stdout=subprocess.PIPE, log=folder / "mock.log")
        self.port = int(self.process.child.stdout.readline())


class Nginx(Server):
    name = "nginx"

    def __init__(self, upstream, folder):
        self.port = free_port()
        user = "user root;" if os.getuid() == 0 else ""
        config = folder / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, user=user, upstream=upstream, port=self.port))
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = Process([program, "-c", config, "-e", folder / "nginx.log"], log=folder / "nginx.out")
        wait_for(self.port, "/v1/models", self.process)


class Parlance(Server):
    name = "parlance"
    paths = {"stream": "/api/v1/chat/stream", "json": "/api/v1/chat"}
    stream_reply = "native_sse"

    def __init__(self, build, upstream, data_folder, log, titles=False, accounts=False):
        self.port = free_port()
        environment = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        environment |= {
            "PORT": str(self.port),
            "WORKERS": "2",
            "DATA_DIR": str(data_folder),
            "LOG_LEVEL": "warning",
            "LLM_PROVIDER": "openai",
            "OPENAI_BASE_URL": f"http://127.0.0.1:{upstream}/v1",
            "OPENAI_API_KEY": "bench",
            "DEFAULT_MODEL": "fixed-10",
            "STREAMS_PER_USER_MAX": "20000",
            "RATE_LIMIT_REQUESTS": "1000000",
            "TITLES_ENABLED": str(titles).lower(),
            "AUTH_ANONYMOUS": str(not accounts).lower(),
        }
        if accounts:
            environment["TRUSTED_PROXIES"] = "127.0.0.1"   # see accounts.Client
        began = time.monotonic()
        # Beside its data, so that no .env of the developer's changes what is measured.
        self.process = Process([build / "parlance", "serve"], env=environment, cwd=data_folder.parent, log=log)
        # A request that reads the database, so that a port which merely accepts does not count.
        wait_for(self.port, "/ready" if accounts else "/api/v1/conversations?limit=1", self.process)
        self.start_seconds = time.monotonic() - began
        if not accounts:
            self.lift_limits()

    def lift_limits(self, credential=None):
        """Load comes from one user, whose tier is not what is measured. (Older builds have no tiers, and say 404.)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        none = {"requests_per_minute": None, "tokens_per_minute": None, "streams": None}
        fields = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {credential}"} if credential else {})
        connection.request("PATCH", "/api/v1/admin/tiers/enterprise", json.dumps(none), fields)
        connection.getresponse().read()

    def body(self, model, stream):
        return json.dumps({"model": model, "message": "Question {n}"})
