#!/usr/bin/env python3
"""run.py BURSAR: every program in docs/language/*.md compiles, and its tests pass.

A block that opens with ```policy is a whole program. ```policy wrong is one that `bursar lint` must refuse; the code
it must name stands behind it: ```policy wrong E0301. ```policy part is not run.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BLOCK = re.compile(r"^```policy([^\n]*)\n(.*?)^```$", re.M | re.S)


def check(binary, words, text, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    lint = subprocess.run([binary, "lint", path], capture_output=True, text=True, check=False)
    said = lint.stdout + lint.stderr
    if words and words[0] == "wrong":
        if lint.returncode != 1:
            return f"lint ends in {lint.returncode}, expected 1\n{said}"
        return None if len(words) < 2 or words[1] in said else f"{words[1]} is not named\n{said}"
    if lint.returncode != 0:
        return f"lint ends in {lint.returncode}\n{said}"
    if re.search(r"^(test|算例) ", text, re.M):
        test = subprocess.run([binary, "test", path], capture_output=True, text=True, check=False)
        if test.returncode != 0:
            return f"test ends in {test.returncode}\n{test.stdout}{test.stderr}"
    return None


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = os.path.abspath(sys.argv[1])
    count = failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for page in sorted(glob.glob(os.path.join(ROOT, "docs", "language", "*.md"))):
            text = open(page, encoding="utf-8").read()
            for block in BLOCK.finditer(text):
                words = block[1].split()
                if words[:1] == ["part"]:
                    continue
                line = text[:block.start()].count("\n") + 1
                count += 1
                wrong = check(binary, words, block[2], os.path.join(folder, f"p{count}.policy"))
                if wrong:
                    failures += 1
                    print(f"{os.path.relpath(page, ROOT)}:{line}: {wrong}")
    print(f"docs: {count - failures} of {count}")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
