"""A server of PostgreSQL of its own: a cluster in a folder, on a free port, gone at the end."""
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

USER = "postgres"


def programs():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if not found:
        raise SystemExit("ledger: PostgreSQL is not installed (Debian's package postgresql)")
    return os.path.dirname(found[-1])


class Cluster:
    def __init__(self, folder=None):
        """Where no folder is given, it is made and removed. The server refuses to run as root: then as postgres."""
        self.own = folder is None
        self.folder = folder or tempfile.mkdtemp(prefix="ledger-pg-")
        self.bin = programs()
        self.data = os.path.join(self.folder, "data")
        self.prefix = []
        if os.geteuid() == 0:
            self.prefix = ["runuser", "-u", USER, "--"]
            user = pwd.getpwnam(USER)
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self.run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync",
                 "--wal-segsize=1")
        self.count = 0
        self.start()

    def run(self, program, *args):
        done = subprocess.run([*self.prefix, os.path.join(self.bin, program), *args], cwd=self.folder, text=True,
                              capture_output=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.server = subprocess.Popen(
            [*self.prefix, os.path.join(self.bin, "postgres"), "-D", self.data, "-p", str(self.port), "-k", self.folder,
             "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "shared_buffers=8MB", "-c", "min_wal_size=2MB",
             "-c", "max_wal_size=8MB"],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        for _ in range(600):
            try:
                self.psql("postgres", "SELECT 1")
                return
            except RuntimeError:
                time.sleep(0.1)
        raise SystemExit("ledger: the server of PostgreSQL does not start")

    def stop(self):
        os.killpg(self.server.pid, signal.SIGQUIT)
        self.server.wait()

    def close(self):
        self.stop()
        if self.own:
            shutil.rmtree(self.folder)

    def psql(self, database, sql):
        return self.run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U",
                        USER, "-d", database, "-c", sql)

    def new_database(self):
        self.count += 1
        self.psql("postgres", f"CREATE DATABASE db{self.count}")
        return f"db{self.count}"

    def url(self, database):
        return f"postgresql://{USER}:secret@127.0.0.1:{self.port}/{database}"
