"""The cases: what is rendered. A case is a name, a title and the arguments for both programs."""
import glob
import json
import os
import subprocess
import tarfile
import tempfile
from collections import namedtuple

from pairs import TOP, environment

Case = namedtuple('Case', 'name title arguments')

SCRATCH = os.path.join(TOP, '.cache/bench')
SHARED = os.path.join(os.path.dirname(TOP), 'shared')
SUBCHARTS = (10, 50, 100, 200)
CALLS = (1250, 5000)

MAKES_SECRETS = 77  # what bench/costly ends with


def left_out(what):
    print(f'left out: {what}, which is not beside this clone')
    return []


def template(chart, *more):
    return ['template', 'web', chart, '-n', 'apps', *more]


def small():
    return [Case('version', '`version`', ['version']),
            Case('tiny', 'one ConfigMap', template(f'{SCRATCH}/charts/tiny'))]


def bundled():
    charts = os.path.join(TOP, 'charts')
    return [Case(f'bundled-{name}', f'bundled `{name}`, prod overlay',
                 template(f'{charts}/{name}', '-f', f'{charts}/{name}/values/prod.yaml'))
            for name in ('fastapi', 'mlflow', 'airflow', 'platform')]


def generated():
    charts = f'{SCRATCH}/charts'
    return [
        *[Case(f'subcharts-{n}', f'{n} subcharts of `helm create`',
               template(f'{charts}/subcharts-{n}')) for n in SUBCHARTS],
        *[Case(f'tpl-{n}', f'{n:,} `tpl` calls', template(f'{charts}/tpl-{n}')) for n in CALLS],
        Case('schema', '3,000 chained `$ref`s, 560 KB schema', template(f'{charts}/schema-3000')),
        Case('documents', '10,000 documents', template(f'{charts}/documents-10000')),
    ]


def official_airflow():
    """The folder of the official chart and its archive; None when it is not here."""
    archives = sorted(glob.glob(f'{SHARED}/**/airflow-[0-9]*.tgz', recursive=True))
    values = f'{SHARED}/platform/airflow-values.yaml'
    if not archives or not os.path.exists(values):
        return None
    folder = f'{SCRATCH}/official'
    if not os.path.isdir(f'{folder}/airflow'):
        with tarfile.open(archives[-1]) as archive:
            archive.extractall(folder)
    return f'{folder}/airflow', archives[-1], values


def airflow():
    found = official_airflow()
    if not found:
        return left_out('the official Airflow chart')
    folder, archive, values = found
    return [Case('airflow', 'official Airflow chart, platform values',
                 template(folder, '-f', values)),
            Case('airflow-tgz', 'the same from its `.tgz`', template(archive, '-f', values))]


def corpus_data():
    """The folder of the unpacked corpus: the corpus' own runner unpacks it, once."""
    runner = f'{SHARED}/corpus/run.py'
    archive = f'{SHARED}/corpus/corpus.tar.xz'
    if not os.path.exists(runner) or not os.path.exists(archive):
        return None
    data = os.path.join(tempfile.gettempdir(), f'pintle-corpus-{os.path.getsize(archive)}')
    if not os.path.isdir(data):
        subprocess.run(['python3', runner, '--bin', 'true', '--filter', '^$'], check=False,
                       stdout=subprocess.DEVNULL)
    return data


def is_costly(arguments):
    """Says whether a case makes keys or password hashes, which take as long as they take."""
    return subprocess.run([f'{TOP}/build-bench/bench/costly', *arguments], env=environment(),
                          check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == MAKES_SECRETS


def corpus():
    """All cases of the corpus as (case, makes keys or hashes); empty when it is not here."""
    data = corpus_data()
    if not data:
        return left_out('the corpus')
    found = []
    with open(f'{SHARED}/corpus/cases.jsonl', encoding='utf-8') as lines:
        for line in lines:
            one = json.loads(line)
            chart = os.path.join(data, one['chart_dir'])
            files = [word for name in one['values']
                     for word in ('-f', os.path.join(data, 'cases', one['id'], name))]
            arguments = ['template', one['release'], chart, '-n', one['namespace'], *files,
                         *one['flags']]
            found.append((Case(one['id'], f"{one['chart']} {one['version']}", arguments),
                          is_costly(arguments)))
    return found
