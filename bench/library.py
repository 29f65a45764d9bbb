"""What bench/render, bench/go and bench/floor measure: many renders, the engine alone, the floor."""
import glob
import os
import statistics
import subprocess

import cases
import pairs

BUILT = os.path.join(pairs.TOP, 'build-bench/bench')
DATA = f'{cases.SCRATCH}/charts/data-100/data.json'


def run(*command):
    return subprocess.run(command, env=pairs.environment(), check=True, capture_output=True)


def numbers(*command):
    """The lines "name number..." of a command."""
    lines = run(*command).stdout.decode().splitlines()
    return {line.split()[0]: [float(word) for word in line.split()[1:]] for line in lines}


def chart():
    """Title, folder and values file of the chart that is rendered again and again."""
    official = cases.official_airflow()
    if official:
        return 'official Airflow chart', official[0], official[2]
    bundled = f'{pairs.TOP}/charts/airflow'
    return 'bundled `airflow`', bundled, f'{bundled}/values/prod.yaml'


def measure_renders(results):
    title, *files = chart()
    results['library'] = {'title': title, **numbers(f'{BUILT}/render', *files)}


def measure_template(options, path):
    """Both engines in turn, a few rounds each; medians of the rounds and their ratios."""
    ours, theirs = [], []
    for _ in range(max(options.pairs // 2, 1)):
        ours.append(numbers(f'{BUILT}/render', '--template', path, DATA, '3')['execute'][1])
        theirs.append(numbers(f'{BUILT}/go', '--template', path, DATA, '3')['execute'][1])
    same = (run(f'{BUILT}/render', '--output', path, DATA).stdout ==
            run(f'{BUILT}/go', '--output', path, DATA).stdout)
    return {'ours': statistics.median(ours), 'theirs': statistics.median(theirs), 'same': same,
            'ratio': pairs.spread([y / x for x, y in zip(ours, theirs)])}


def measure_templates(options, results):
    for path in sorted(glob.glob(f'{pairs.TOP}/bench/pure/*.tmpl')):
        name = os.path.basename(path).removesuffix('.tmpl')
        results.setdefault('pure', {})[name] = measure_template(options, path)


def measure_floor(options, results):
    """How many times longer than the floor pintle takes: theirs is pintle, ours the floor."""
    for name, (title, folder, *values) in {
            'airflow': chart(),
            'subcharts': ('200 subcharts', f'{cases.SCRATCH}/charts/subcharts-200')}.items():
        files = [word for value in values for word in ('-f', value)]
        pintle = [pairs.PINTLE, *cases.template(folder, *files)]
        size = len(run(*pintle).stdout)
        floor = [f'{BUILT}/floor', folder, str(size), *values]
        results.setdefault('floor', {})[name] = {
            'title': title, **pairs.compare(options.pairs, floor, pintle)}


def measure_files(options, results):
    """How many times longer than only opening, reading and closing the files Helm takes."""
    folder = f'{cases.SCRATCH}/charts/subcharts-200'
    results['files'] = pairs.compare(options.pairs, [f'{BUILT}/floor', folder, 'files'],
                                     [options.helm, *cases.template(folder)])


def measure(options, results, wanted):
    if wanted.search('library'):
        measure_renders(results)
    if wanted.search('pure'):
        measure_templates(options, results)
    if wanted.search('floor'):
        measure_floor(options, results)
        measure_files(options, results)
