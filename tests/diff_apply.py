#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks `pintle diff -o json` by other means: what it reports, applied to A, must give B.

usage: diff_apply.py PROGRAM CORPUS [--pairs N] [--skip N] [--reverse] [--verbose]

CORPUS is a folder with cases.jsonl and corpus.tar.xz. Each pair is what Helm printed for one chart
with two sets of values. Both are read here with PyYAML (with the scalars of YAML as Go reads them),
the changes are applied to the objects of A as docs/diff.md says, and the result is compared with
the objects of B. The last line is 'N passed, N failed'; without a corpus nothing is checked.
"""
import argparse
import copy
import itertools
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

if len(sys.argv) > 2 and not os.path.exists(os.path.join(sys.argv[2], "corpus.tar.xz")):
    print(f"{sys.argv[2]} is not there: no pairs to compare, nothing was checked")
    sys.exit(0)

import yaml

# ---- YAML as Go reads it ----

WORDS = {**dict.fromkeys(["", "~", "null", "Null", "NULL"]),
         **dict.fromkeys("y Y yes Yes YES true True TRUE on On ON".split(), True),
         **dict.fromkeys("n N no No NO false False FALSE off Off OFF".split(), False)}
INTEGER = re.compile(r"[-+]?(0x[0-9a-fA-F]+|0b[01]+|0o?[0-7]+|0|[1-9][0-9]*)$")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")


def integer(text):
    sign = -1 if text[0] == "-" else 1
    digits = text.lstrip("+-")
    for start, base in (("0x", 16), ("0b", 2), ("0o", 8), ("0", 8)):
        if digits.startswith(start) and len(digits) > len(start):
            return sign * int(digits[len(start):], base)
    return sign * int(digits)


def plain(text):
    if text in WORDS:
        return WORDS[text]
    bare = text.replace("_", "") if text[0] in "+-.0123456789" else text
    if INTEGER.match(bare) and -2**63 <= integer(bare) < 2**64:
        return integer(bare)
    if FLOAT.match(bare):
        return float(bare)
    return text


class Loader(yaml.CSafeLoader):
    def resolve(self, kind, value, implicit):
        if kind is yaml.ScalarNode and implicit[0]:
            return "tag:yaml.org,2002:merge" if value == "<<" else "!plain"
        return super().resolve(kind, value, (False, False) if kind is yaml.ScalarNode else implicit)


Loader.add_constructor("!plain", lambda loader, node: plain(node.value))


def key_text(key):
    if isinstance(key, bool):
        return "true" if key else "false"
    return "null" if key is None else str(key)


def with_text_keys(value):
    if isinstance(value, dict):
        return {key_text(k): with_text_keys(v) for k, v in value.items()}
    if isinstance(value, list):
        return [with_text_keys(v) for v in value]
    return value


def chunks(text):
    """The documents of a text, each with the number of its first line."""
    found, lines, first = [], [], 1
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("---"):
            found.append((first, lines))
            lines, first = [], number + 1
        else:
            lines.append(line)
    return found + [(first, lines)]


def objects(text):
    """All objects as (line, object)."""
    out = []
    for first, lines in chunks(text):
        value = with_text_keys(yaml.load("\n".join(lines) + "\n", Loader))
        skipped = next((i for i, line in enumerate(lines)
                        if line.strip() and not line.lstrip().startswith("#")), 0)
        if isinstance(value, dict) and str(value.get("kind", "")).endswith("List") and \
                isinstance(value.get("items"), list):
            out += [(None, item) for item in value["items"]]
        elif isinstance(value, dict):
            out.append((first + skipped, value))
        elif isinstance(value, list):
            out += [(None, item) for item in value]
    return out


# ---- applying changes ----

def steps(pointer):
    return [s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:]]


def at(value, path):
    for step in path:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def apply(a, changes):
    whole = {"": copy.deepcopy(a)}
    lists = {}
    for change in changes:
        path = [""] + steps(change["a"]["pointer"])
        parent, last = at(whole, path[:-1]), path[-1]
        kind = change["kind"]
        if kind == "changed":
            parent[int(last) if isinstance(parent, list) else last] = change["b"]["value"]
        elif isinstance(parent, list):
            lists.setdefault(tuple(path[:-1]), []).append(change)
        elif kind == "added":
            parent[last] = change["b"]["value"]
        else:
            del parent[last]
    for path in sorted(lists, key=len, reverse=True):  # inner ones first
        items = at(whole, path)
        gone, placed = set(), {}
        for change in lists[path]:
            here = steps(change["a"]["pointer"])[-1]
            there = steps(change["b"]["pointer"])[-1]
            if change["kind"] != "added":
                gone.add(int(here))
            if change["kind"] == "added":
                placed[int(there)] = change["b"]["value"]
            elif change["kind"] == "moved":
                placed[int(there)] = items[int(here)]
        kept = iter([v for i, v in enumerate(items) if i not in gone])
        count = len(items) - len(gone) + len(placed)
        items[:] = [placed[i] if i in placed else next(kept) for i in range(count)]
    return whole[""]


# ---- one pair ----

def identity(obj):
    meta = obj.get("metadata") if isinstance(obj.get("metadata"), dict) else {}
    text = lambda v: v if isinstance(v, str) else ""
    return (text(obj.get("apiVersion")), text(obj.get("kind")), text(meta.get("namespace")),
            text(meta.get("name")) or text(meta.get("generateName")))


def canonical(value):
    """Text that is equal for equal values: 1 and 1.0 are, 1 and true are not."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k) + canonical(v) for k, v in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value)


def take(left, side):
    name = (side["apiVersion"], side["kind"], side["namespace"], side["name"])
    for exact in (True, False):
        for i, (line, obj) in enumerate(left):
            if identity(obj) == name and (not exact or line == side["line"]):
                return left.pop(i)[1]
    raise AssertionError(f"A has no {name}")


def check(program, a, b):
    """Returns what is wrong; None when nothing is, and whether A and B differ."""
    run = subprocess.run([program, "diff", a, b, "-o", "json", "--show-secrets"],
                         capture_output=True, text=True)
    if run.returncode not in (0, 2):
        return f"exit {run.returncode}: {run.stderr}", False
    report = json.loads(run.stdout)
    left = objects(open(a, encoding="utf-8-sig").read())
    want = [canonical(obj) for _, obj in objects(open(b, encoding="utf-8-sig").read())]
    made = []
    for entry in report["objects"]:
        if entry["fate"] == "added":
            made.append(entry["b"]["object"])
            continue
        old = take(left, entry["a"])
        if entry["fate"] != "removed":
            made.append(apply(old, entry["changes"]))
    if len(left) != report["summary"]["same"]:
        return f"{len(left)} objects are the same, not {report['summary']['same']}", True
    got = [canonical(obj) for obj in made] + [canonical(obj) for _, obj in left]
    if (run.returncode == 2) != bool(report["objects"]):
        return "the exit code does not tell whether there are differences", True
    if sorted(got) == sorted(want):
        return None, run.returncode == 2
    wrong = sorted(set(got) - set(want))[:1] + sorted(set(want) - set(got))[:1]
    return "\n  ".join(["another result:"] + [w[:1500] for w in wrong]), True


# ---- all pairs ----

def unpack(corpus):
    archive = os.path.join(corpus, "corpus.tar.xz")
    data = os.path.join(tempfile.gettempdir(), f"pintle-corpus-{os.path.getsize(archive)}")
    if not os.path.isdir(data):
        part = f"{data}.{os.getpid()}"
        with tarfile.open(archive) as tar:
            tar.extractall(part)
        os.rename(part, data)
    return data


def find_pairs(corpus, skip, count):
    """The first two cases of every chart, then the other ones, as files and a name."""
    data, charts = unpack(corpus), {}
    for line in open(os.path.join(corpus, "cases.jsonl")):
        case = json.loads(line)
        if case["rc"] == 0:
            charts.setdefault(case["chart_dir"], []).append(case["id"])
    ranks = {}
    for ids in charts.values():
        for rank, pair in enumerate(itertools.combinations(ids, 2)):
            ranks.setdefault(rank, []).append(pair)
    pairs = [pair for rank in sorted(ranks) for pair in ranks[rank]]
    path = lambda case: os.path.join(data, "cases", case, "helm4.stdout")
    return [(f"{a} {b}", path(a), path(b)) for a, b in pairs[skip:skip + count]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("corpus")
    parser.add_argument("--pairs", type=int, default=320)
    parser.add_argument("--skip", type=int, default=0, help="of all pairs, before the first")
    parser.add_argument("--reverse", action="store_true", help="B is compared with A")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    failed = differ = 0
    pairs = find_pairs(args.corpus, args.skip, args.pairs)
    if args.reverse:
        pairs = [(name, b, a) for name, a, b in pairs]
    for name, a, b in pairs:
        try:
            why, different = check(args.program, a, b)
        except (AssertionError, KeyError, IndexError, StopIteration, yaml.YAMLError) as error:
            why, different = repr(error), True
        differ += different
        if why:
            failed += 1
            print(f"{name}: {why}")
        elif args.verbose:
            print(f"{name}: {'applied' if different else 'no difference'}")
    print(f"{differ} of {len(pairs)} pairs differ")
    print(f"{len(pairs) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
