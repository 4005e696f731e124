#!/usr/bin/env python3
"""Runs the command lines of transcripts and compares what they print.

A transcript is a text file:

    $ bursar check ok.policy p.yaml     a command line for sh; `bursar` is the binary under test
    expected standard output
    2> expected standard error, line by line behind the output
    exit: 1                             only when it is not 0

Lines before the first command are comments. Commands run in the transcript's own folder, in English unless they say
otherwise; the repository's `rules` and `examples` are in it. `#file NAME` ... `#end` before a command makes a file in a
scratch copy of that folder. A carriage return (CSV has them) is written as \\r.
"""
import argparse, os, pathlib, shutil, subprocess, sys, tempfile, difflib


def parse(text):
    """Blocks of verbatim lines and of commands: ('text', lines) or ('run', command)."""
    blocks, expected = [], False
    inside = False
    for line in text.split("\n"):
        if line.startswith("#file "):
            inside, expected = True, False
        if inside:
            blocks.append(("text", line))
            inside = line != "#end"
        elif line.startswith("$ "):
            blocks.append(("run", line[2:]))
            expected = True
        elif not expected or line.startswith("#: "):
            blocks.append(("text", line))
    return blocks


def run(path, binary):
    """The transcript as this binary writes it."""
    out = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch, "t")
        shutil.copytree(path.parent, folder, symlinks=True)
        for shared in ("rules", "examples"):
            (folder / shared).symlink_to(pathlib.Path(__file__).resolve().parents[2] / shared)
        pathlib.Path(scratch, "bin").mkdir()
        pathlib.Path(scratch, "bin", "bursar").symlink_to(binary)
        env = {"PATH": f"{scratch}/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": scratch}
        name, body = None, []
        for kind, line in parse(path.read_text(encoding="utf-8")):
            if kind == "text":
                out.append(line)
                if line.startswith("#file "):
                    name, body = line[6:].strip(), []
                elif line == "#end" and name:
                    target = folder / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_text("\n".join(body) + "\n", encoding="utf-8")
                    name = None
                elif name is not None:
                    body.append(line)
                continue
            try:
                done = subprocess.run(["sh", "-c", line], cwd=folder, env=env, stdin=subprocess.DEVNULL,
                                      capture_output=True, timeout=60)
            except subprocess.TimeoutExpired:
                out += ["$ " + line, "exit: timeout", ""]
                continue
            out.append("$ " + line)
            stdout = done.stdout.decode("utf-8", "backslashreplace").replace("\r", "\\r")
            stderr = done.stderr.decode("utf-8", "backslashreplace")
            out += stdout.removesuffix("\n").split("\n") if stdout else []
            out += [("2> " + l).rstrip() for l in stderr.removesuffix("\n").split("\n")] if stderr else []
            if done.returncode:
                out.append(f"exit: {done.returncode}")
            out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("transcripts", nargs="*", type=pathlib.Path)
    parser.add_argument("--update", action="store_true", default=bool(os.environ.get("BURSAR_UPDATE")),
                        help="rewrite the transcripts as the binary answers")
    options = parser.parse_args()
    binary = options.binary.resolve()
    paths = options.transcripts or sorted(pathlib.Path(__file__).parent.rglob("*.txt"))
    paths = [path for path in paths if path.name != "CMakeLists.txt"]
    failed = 0
    for path in paths:
        wanted, got = path.read_text(encoding="utf-8"), run(path, binary)
        if wanted == got:
            continue
        if options.update:
            path.write_text(got, encoding="utf-8")
            print("updated", path)
            continue
        failed += 1
        sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), got.splitlines(True), str(path), "got"))
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
