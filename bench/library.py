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


def floor_cases():
    """Name, title, chart and values files of what the floor program is measured with."""
    yield ('airflow', *chart())
    yield 'subcharts', '200 subcharts', f'{cases.SCRATCH}/charts/subcharts-200'


def measure_floor(options, results):
    """How many times longer than the floor pintle takes: theirs is pintle, ours the floor."""
    for name, title, folder, *values in floor_cases():
        files = [word for value in values for word in ('-f', value)]
        pintle = [pairs.PINTLE, *cases.template(folder, *files)]
        floor = [f'{BUILT}/floor', folder, str(len(run(*pintle).stdout)), *values]
        results.setdefault('floor', {})[name] = {
            'title': title, **pairs.compare(options.pairs, floor, pintle)}


def limit_cases():
    """What was done, what floor is told, and what Helm is told."""
    for _, title, folder, *values in floor_cases():
        files = [word for value in values for word in ('-f', value)]
        pintle = [pairs.PINTLE, *cases.template(folder, *files)]
        told = [folder, str(len(run(*pintle).stdout)), *values]
        yield f'the floor program, {title}', told, pintle[1:]
        yield f'files only opened, read and closed, {title}', [folder, 'files'], pintle[1:]
    data = cases.corpus_data()
    for folder in glob.glob(f'{data}/charts/vllm-project__vllm-stack-*/helm') if data else []:
        yield ('archives only read and unpacked by libdeflate, `vllm-stack`', [folder, 'archives'],
               cases.template(folder))


def measure_limits(options, results):
    """How many times longer than the least that any program must do Helm takes."""
    results['limits'] = [
        {'title': title, **pairs.compare(options.pairs, [f'{BUILT}/floor', *told],
                                         [options.helm, *arguments])}
        for title, told, arguments in limit_cases()]


def measure(options, results, wanted):
    if wanted.search('library'):
        measure_renders(results)
    if wanted.search('pure'):
        measure_templates(options, results)
    if wanted.search('floor'):
        measure_floor(options, results)
        measure_limits(options, results)
