"""Pairs of runs: what one command costs against another, and the statistics over them."""
import os
import statistics
import subprocess
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PINTLE = os.path.join(TOP, 'build-bench/cli/pintle')
PAIR = os.path.join(TOP, 'build-bench/bench/pair')
MEASURES = ('wall', 'cpu', 'peak')  # ms, ms, MiB


def environment():
    """The same small environment for every run; HOME is empty, so that Helm finds no settings."""
    home = os.path.join(TOP, '.cache/bench/home')
    os.makedirs(home, exist_ok=True)
    return {'HOME': home, 'TZ': 'UTC', 'PATH': '/usr/bin:/bin', 'LC_ALL': 'C.UTF-8'}


def runs(count, a, b):
    """Runs a and b in turn; gives two lists of {'wall', 'cpu', 'peak', 'code'}."""
    out = subprocess.run([PAIR, str(count), *a, '--', *b], env=environment(), check=True,
                         capture_output=True, text=True).stdout
    found = {'a': [], 'b': []}
    for line in out.splitlines():
        which, wall, cpu, peak, code, size = line.split()
        found[which].append({'wall': int(wall) / 1e6, 'cpu': int(cpu) / 1e3,
                             'peak': int(peak) / 1024, 'code': int(code), 'bytes': int(size)})
    return found['a'], found['b']


def spread(numbers):
    return [min(numbers), statistics.median(numbers), max(numbers)]


def compare(count, ours, theirs):
    """Measures and sums up: medians of each side, and how many times less ours takes."""
    a, b = runs(count, ours, theirs)
    result = {'pairs': count}
    for measure in MEASURES:
        result[measure] = {
            'ours': spread([run[measure] for run in a]),
            'theirs': spread([run[measure] for run in b]),
            'ratio': spread([y[measure] / max(x[measure], 1e-9) for x, y in zip(a, b)]),
        }
    return result


def output_of(command):
    with tempfile.TemporaryFile() as out:
        code = subprocess.run(command, env=environment(), stdin=subprocess.DEVNULL, stdout=out,
                              stderr=subprocess.DEVNULL, check=False).returncode
        out.seek(0)
        return code, out.read().split(b'\n')


def same_output(ours, theirs):
    """Says whether both print the same, but for lines in which two runs of theirs differ."""
    code, first = output_of(theirs)
    _, second = output_of(theirs)
    own_code, own = output_of(ours)
    if own_code != code or not len(first) == len(second) == len(own):
        return False
    return all(x == z or x != y for x, y, z in zip(first, second, own))
