#!/usr/bin/env python3
"""run.py BURSAR: ledgers through the command line, in a file and in a server of PostgreSQL alike: what verify, receipt and
sign say; edits; two at once; kill -9 at random moments (200 with BURSAR_LONG, and a lock that is held); a full disk; what may only be read.

The ledgers are made by make_ledger, which is built beside the unit tests.
"""
import contextlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from postgres import Cluster

LONG = bool(os.environ.get("BURSAR_LONG"))
KILLS, ROWS = (200, 2000) if LONG else (10, 1000)
TABLES = ("entry", "run", "payout", "award", "beside")


class Sqlite:
    name = "SQLite"

    def __init__(self, folder):
        self.folder, self.count = folder, 0

    def new(self):
        self.count += 1
        return os.path.join(self.folder, f"runs{self.count}.db")

    def edit(self, ledger, sql):
        db = sqlite3.connect(ledger)
        for table in TABLES:
            db.execute(f"DROP TRIGGER {table}_no_update")
            db.execute(f"DROP TRIGGER {table}_no_delete")
        assert db.execute(sql).rowcount > 0
        db.commit()
        db.close()

    def hold(self, ledger):
        db = sqlite3.connect(ledger)
        db.execute("BEGIN IMMEDIATE")
        return db.close

    def make_newer(self, ledger):
        db = sqlite3.connect(ledger)
        db.execute("PRAGMA user_version = 2")
        db.close()

    def refuses(self, ledger, sql):
        db = sqlite3.connect(ledger)
        try:
            db.execute(sql)
            return False
        except sqlite3.IntegrityError:
            return True
        finally:
            db.close()


class Postgres:
    name = "PostgreSQL"

    def __init__(self, cluster):
        self.cluster = cluster

    def new(self):
        return self.cluster.url(self.cluster.new_database())

    def psql(self, ledger, sql):
        return self.cluster.psql(ledger.rsplit("/", 1)[1], sql)

    def edit(self, ledger, sql):
        off = "".join(f"ALTER TABLE bursar.{table} DISABLE TRIGGER ALL;" for table in TABLES)
        self.psql(ledger, "SET search_path TO bursar;" + off + sql)

    def hold(self, ledger):
        holder = subprocess.Popen(["psql", "-X", "-q", "-d", ledger], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        holder.stdin.write("BEGIN; SELECT pg_advisory_xact_lock(4787826961);\n\\echo held\n")
        holder.stdin.flush()
        while "held" not in holder.stdout.readline():
            pass
        return holder.communicate

    def make_newer(self, ledger):
        self.psql(ledger, "ALTER TABLE bursar.ledger DISABLE TRIGGER ALL; UPDATE bursar.ledger SET version = 2")

    def refuses(self, ledger, sql):
        try:
            self.psql(ledger, "SET search_path TO bursar;" + sql)
            return False
        except RuntimeError as error:
            return "only added to" in str(error)


class Test:
    def __init__(self, binary):
        self.binary = os.path.abspath(binary)
        self.maker = os.path.join(os.path.dirname(self.binary), "..", "tests", "make_ledger")
        self.failures = self.checks = 0

    def check(self, what, good, detail=""):
        self.checks += 1
        if not good:
            self.failures += 1
            print(f"{what}: {detail}")

    def bursar(self, *args):
        run = subprocess.run([self.binary, *args], capture_output=True, text=True, check=False,
                             env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
        return run.returncode, run.stdout, run.stderr

    def expect(self, what, code, parts, *args):
        """The command ends so, and says all of that; what it printed."""
        got, out, err = self.bursar(*args)
        self.check(what, got == code, f"ends in {got}, expected {code}\n{out}{err}")
        for part in parts:
            self.check(what, part in out + err, f"not said: {part}\n{out}{err}")
        return out

    def make(self, ledger, rows, *seeds):
        return subprocess.run([self.maker, ledger, str(rows), *map(str, seeds)], capture_output=True, text=True, check=False)

    def dump(self, ledger):
        run = subprocess.run([self.maker, "--dump", ledger], capture_output=True, text=True, check=False)
        return run.stdout if run.returncode == 0 else f"exit {run.returncode}\n{run.stdout[-300:]}{run.stderr}"

    # what the commands say

    def commands(self, store, folder):
        ledger = store.new()
        self.expect(f"{store.name}: no ledger", 2, ["L000"], "verify", ledger)
        made = self.make(ledger, 1286, 1, 2)
        self.check(f"{store.name}: made", made.stdout == "2026-R1\n2026-R2\n", made.stdout + made.stderr)
        again = self.make(ledger, 1286, 2)
        self.check(f"{store.name}: again", again.stdout == "2026-R2 already\n", again.stdout + again.stderr)
        out = self.expect(f"{store.name}: verify", 0, [
            "run 2026-R1   1,286 rows   root matches   rules not found   inputs not found: payouts.csv   not signed   "
            "not re-run   ok", "run 2026-R2", "3 entries, ledger root sha256:"], "verify", ledger)
        self.check(f"{store.name}: no password is shown", "secret" not in out, out)
        before = out.rsplit("root ", 1)[1].strip()
        self.expect(f"{store.name}: zh", 0, ["批次 2026-R1   1,286 笔   根一致", "无误"], "verify", ledger, "--lang", "zh")
        self.expect(f"{store.name}: plain", 0, ["run 2026-R1, 1,286 rows, root matches"], "verify", ledger, "--plain")
        self.expect(f"{store.name}: no run", 2, ["L0006", "did you mean `2026-R1`"], "verify", ledger, "--run", "2026R1")
        seen = json.loads(self.expect(f"{store.name}: json", 0, [], "verify", ledger, "--run", "2026-R1", "--format", "json"))
        root = seen["runs"][0]["root"]
        self.check(f"{store.name}: json", seen["ok"] and len(seen["runs"]) == 1 and seen["runs"][0]["rows"] == 1286, seen)

        key, other = (os.path.join(folder, f"{store.name}-{n}.key") for n in "12")
        self.expect(f"{store.name}: key", 0, ["fingerprint sha256:"], "sign", "--new-key", key)
        self.expect(f"{store.name}: other key", 0, [], "sign", "--new-key", other)
        self.check(f"{store.name}: only its owner reads a key", os.stat(key).st_mode & 0o077 == 0)
        self.expect(f"{store.name}: a key is not overwritten", 2, ["File exists"], "sign", "--new-key", key)
        sign = ("sign", ledger, "--run", "2026-R1")
        self.expect(f"{store.name}: another root", 1, ["another root", "nothing was signed"], *sign, "--as", "zhang.wei",
                    "--key", key, "--root", "sha256:" + "0" * 64)
        self.expect(f"{store.name}: no root", 2, ["not a root"], *sign, "--as", "a", "--key", key, "--root", "0")
        self.expect(f"{store.name}: sign", 0, [f"signed root {root} by zhang.wei", "1 of 2"], *sign, "--as", "zhang.wei",
                    "--key", key, "--root", root)
        self.expect(f"{store.name}: the same key", 1, ["L0007", "this key"], *sign, "--as", "li.na", "--key", key)
        self.expect(f"{store.name}: the same name", 1, ["L0007", "this name"], *sign, "--as", "Zhang.Wei", "--key", other)
        self.expect(f"{store.name}: no name", 2, ["1 to 100"], *sign, "--as", " ", "--key", other)
        self.expect(f"{store.name}: no key", 2, ["not a signing key"], *sign, "--as", "li.na", "--key",
                    self.written(folder, "no.key", '{"schema": "bursar.key/1", "secret": "00"}'))
        self.expect(f"{store.name}: second", 0, ["by li.na", "2 of 2"], *sign, "--as", "li.na", "--key", other)
        self.expect(f"{store.name}: signed", 0, ["signed by zhang.wei, li.na, 2 of 2", "5 entries"], "verify", ledger)
        self.expect(f"{store.name}: a root of before", 0, ["that of the first 3 entries"], "verify", ledger, "--root", before)
        self.expect(f"{store.name}: a run's root", 0, ["that of run 2026-R1"], "verify", ledger, "--root", root)
        self.expect(f"{store.name}: a foreign root", 1, ["was never one"], "verify", ledger, "--root", "sha256:" + "0" * 64)

        receipt = os.path.join(folder, f"{store.name}.receipt.json")
        take = ("receipt", "V00012", "--run", "2026-R1", "--ledger", ledger)
        self.expect(f"{store.name}: receipt", 0, [f"row 12 of 1,286 under root {root}; 11 hashes"], *take, "-o", receipt)
        text = open(receipt, encoding="utf-8").read()
        self.check(f"{store.name}: no other payee", "V00011" not in text and "V00013" not in text and "secret" not in text)
        self.expect(f"{store.name}: receipt verified", 0, ["V00012", f"row 12 of 1,286 under root {root}: proven", "signed by li.na",
                    "compare the root"], "verify", receipt)
        self.expect(f"{store.name}: receipt with root", 0, ["proven"], "verify", receipt, "--root", root)
        self.expect(f"{store.name}: receipt of another root", 1, ["is another"], "verify", receipt, "--root", before)
        for what, key, value in (("row", "paid", "1.00"), ("record", "control_total", "1.00")):  # that, the signatures cover
            changed = json.loads(text)
            changed[what][key] = value
            path = receipt + ".changed"
            with open(path, "w", encoding="utf-8") as file:
                json.dump(changed, file, indent=2, ensure_ascii=False)
            self.expect(f"{store.name}: receipt with another {what}", 1, [], "verify", path)
        with open(receipt + ".pretty", "w", encoding="utf-8") as file:
            json.dump(json.loads(text), file, indent=4)
        self.expect(f"{store.name}: receipt in another layout", 0, ["proven"], "verify", receipt + ".pretty")
        self.expect(f"{store.name}: no such payout", 2, ["no payout V99999"], "receipt", "V99999", "--run", "2026-R1", "--ledger", ledger)
        self.expect(f"{store.name}: by row", 0, ['"payout":"V00012"'], "receipt", "#12", "--run", "2026-R1", "--ledger", ledger)

    # what somebody changed

    def edits(self, store):
        number = "UPDATE payout SET body = replace(body, '\"paid\":\"', '\"paid\":\"9') WHERE run = 2 AND place = 6"
        cases = ((number, "entry 2: run 2026-R1, row 7 (V00007) was changed"),
                 ("DELETE FROM payout WHERE run = 3 AND place = 19", "run 2026-R2, row 20 is missing"),
                 ("UPDATE entry SET body = replace(body, '2026-R2', '2026-R8') WHERE seq = 3", "entry 3 was changed"),
                 ("UPDATE run SET record = replace(record, 'rd-2026', 'rd-2025') WHERE entry = 2", "the record of run 2026-R1"))
        for sql, said in cases:
            ledger = store.new()
            self.make(ledger, 20, 1, 2)
            store.edit(ledger, sql)
            self.expect(f"{store.name}: {sql}", 1, [said, "NOT OK"] if "entry SET" not in sql else [said], "verify", ledger)
        ledger = store.new()
        self.make(ledger, 20, 1)
        for table in TABLES:
            for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET {'run = run' if table in ('payout', 'award') else 'entry = entry' if table != 'entry' else 'seq = seq'}"):
                self.check(f"{store.name}: {sql}", store.refuses(ledger, sql), "was done")
        self.expect(f"{store.name}: still whole", 0, [], "verify", ledger)
        store.make_newer(ledger)
        self.expect(f"{store.name}: newer", 2, ["L0003", "version 2"], "verify", ledger)
        self.check(f"{store.name}: newer is not written to", "L0003" in self.make(ledger, 20, 2).stderr)

    # what happens at the wrong moment

    def together(self, store):
        ledger = store.new()
        seeds = [1, 2, 3, 4, 1, 2]
        running = [subprocess.Popen([self.maker, ledger, "3000", str(seed)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                   for seed in seeds]
        said = [process.communicate() for process in running]
        self.check(f"{store.name}: at once", all(process.returncode == 0 for process in running), said)
        names = [out.strip() for out, _ in said]
        fresh = sorted(name for name in names if "already" not in name)
        self.check(f"{store.name}: at once, each once", fresh == [f"2026-R{n}" for n in range(1, 5)], names)
        self.check(f"{store.name}: at once, sound", self.dump(ledger).endswith("\n0 findings\n"))

    def hold(self, store):
        """Somebody writes and does not end: the other waits for a minute. A function that waits for it."""
        ledger = store.new()
        self.make(ledger, 10, 1)
        release = store.hold(ledger)
        waiting = subprocess.Popen([self.maker, ledger, "10", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

        def end():
            out, err = waiting.communicate()
            release()
            self.check(f"{store.name}: held", waiting.returncode == 2 and "L0004" in err and "60 seconds" in err, out + err)
            self.check(f"{store.name}: let go", self.make(ledger, 10, 2).stdout == "2026-R2\n")
        return end

    def kills(self, store, seed):
        chance = random.Random(seed)
        reference = store.new()
        start = time.monotonic()
        self.make(reference, ROWS, 1, 2, 3)
        usual = time.monotonic() - start
        wanted = self.dump(reference)
        self.check(f"{store.name}: reference", wanted.endswith("\n0 findings\n"), wanted[-300:])
        ended = 0
        for turn in range(KILLS):
            ledger = store.new()
            process = subprocess.Popen([self.maker, ledger, str(ROWS), "1", "2", "3"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0, usual))
            ended += process.poll() is not None
            process.kill()
            process.wait()
            made = self.make(ledger, ROWS, 1, 2, 3)
            got = self.dump(ledger)
            self.check(f"{store.name}: kill {turn}", made.returncode == 0 and got == wanted,
                       made.stderr + got[-200:] if got[-200:] != wanted[-200:] else "rows differ")
        self.check(f"{store.name}: kills", ended < KILLS, "none came in time")

    def files(self, folder):
        for name, content in (("empty.db", b""), ("text.db", b"payout,id\n"), ("noise.db", bytes(range(256)) * 64)):
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(content)
            self.expect(f"verify {name}", 2, ["L0002"], "verify", path)
            self.check(f"add to {name}", "L0002" in self.make(path, 5, 1).stderr)
            self.check(f"{name} is left", open(path, "rb").read() == content)
        self.expect("no receipt", 2, ["is not a receipt"], "verify", self.written(folder, "x.json", '{"schema": "x"}'))

    def written(self, folder, name, text):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def full_disk(self, folder):
        with mounted(folder, "2m") as place:
            if place is None:
                print("not checked: a full disk and a folder that may only be read (mounting is not permitted here)")
                return
            ledger = os.path.join(place, "runs.db")
            self.check("SQLite: before", self.make(ledger, 100, 1).returncode == 0)
            before = self.dump(ledger)
            full = self.make(ledger, 5000, 2)
            self.check("SQLite: full disk", full.returncode == 2 and "the disk is full" in full.stderr and ledger in full.stderr, full.stderr)
            self.check("SQLite: sound behind a full disk", self.dump(ledger) == before)
            subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
            self.check("SQLite: completed", self.make(ledger, 5000, 2).stdout == "2026-R2\n")
            subprocess.run(["mount", "-o", "remount,ro", place], check=True)
            self.expect("SQLite: may only be read, and is", 0, ["2026-R2"], "verify", ledger)
            denied = self.make(ledger, 5, 3)
            self.check("SQLite: may only be read", denied.returncode == 2 and "may only be read" in denied.stderr, denied.stderr)
            denied = self.make(os.path.join(place, "new.db"), 5, 3)
            self.check("SQLite: a new one where nothing may be written", denied.returncode == 2 and "L0001" in denied.stderr, denied.stderr)

    def full_server(self, folder):
        with mounted(folder, "200m") as place:
            if place is None:
                return
            os.chmod(place, 0o755)
            cluster = Cluster(place)
            store = Postgres(cluster)
            ledger = store.new()
            self.check("PostgreSQL: before", self.make(ledger, 100, 1).returncode == 0)
            before = self.dump(ledger)
            filler = os.path.join(place, "filler")
            with open(filler, "wb") as file:
                with contextlib.suppress(OSError):
                    free = os.statvfs(place)
                    file.write(b"x" * max(0, free.f_bavail * free.f_frsize - (4 << 20)))
            full = self.make(ledger, 20000, 2)
            self.check("PostgreSQL: full disk", full.returncode == 2 and "L0001" in full.stderr, full.stdout + full.stderr)
            os.remove(filler)
            if cluster.server.poll() is not None:  # its journal did not fit: it stops, as it should
                cluster.start()
                ledger = cluster.url(ledger.rsplit("/", 1)[1])
            for _ in range(100):
                if self.dump(ledger) == before:
                    break
                time.sleep(0.1)
            self.check("PostgreSQL: sound behind a full disk", self.dump(ledger) == before)
            self.check("PostgreSQL: completed", self.make(ledger, 20000, 2).stdout == "2026-R2\n")
            cluster.stop()

    def server(self, store):
        ledger = store.new()
        self.expect("PostgreSQL: a database without a ledger", 2, ["L0002"], "verify", ledger)
        self.make(ledger, 10, 1)
        store.psql(ledger, f"ALTER DATABASE {ledger.rsplit('/', 1)[1]} SET default_transaction_read_only = on")
        denied = self.make(ledger, 10, 2)
        self.check("PostgreSQL: may only be read", "may only be read" in denied.stderr, denied.stderr)
        self.expect("PostgreSQL: may only be read, and is", 0, ["2026-R1"], "verify", ledger)
        self.expect("PostgreSQL: no server", 2, ["L0001"], "verify", "postgresql://nobody:secret@127.0.0.1:1/none")
        _, out, err = self.bursar("verify", "postgresql://nobody:secret@127.0.0.1:1/none")
        self.check("PostgreSQL: no password is shown", "secret" not in out + err, err)


@contextlib.contextmanager
def mounted(folder, size):
    """A small disk of its own; None where mounting is not permitted."""
    place = tempfile.mkdtemp(dir=folder)
    os.chmod(folder, 0o755)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    test = Test(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="ledger-")
    cluster = Cluster()
    try:
        stores = (Sqlite(folder), Postgres(cluster))
        held = [test.hold(store) for store in stores] if LONG else []
        for store in stores:
            test.commands(store, folder)
            test.edits(store)
            test.together(store)
            test.kills(store, 7)
        test.files(folder)
        test.server(Postgres(cluster))
        test.full_disk(folder)
        test.full_server(folder)
        for end in held:
            end()
    finally:
        cluster.close()
        shutil.rmtree(folder)
    print(f"ledger: {test.checks - test.failures} of {test.checks}")
    return 1 if test.failures else 0


if __name__ == "__main__":
    sys.exit(main())
