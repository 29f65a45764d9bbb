"""Turns results into lines, tables and the picture."""
import os
import platform
import re
import statistics
import subprocess

import goals
import picture
from pairs import TOP


def machine(helm):
    """What the figures were measured on, in one line."""
    with open('/proc/cpuinfo', encoding='utf-8') as file:
        model = re.search(r'model name\s*: (.*)', file.read())
    version = subprocess.run([helm, 'version', '--short'], check=False, capture_output=True,
                             text=True).stdout.split('+')[0].strip()
    return (f"{os.cpu_count()} x {model[1].strip() if model else platform.machine()}, "
            f"Linux {platform.release()}, Helm {version}")


def number(value):
    """Three digits: 0.123, 1.23, 12.3, 123, 1,230."""
    if value >= 100:
        return f'{value:,.0f}'
    return f'{value:.3g}' if value < 1 else f'{value:.{2 if value < 10 else 1}f}'


def range_of(spread):
    return f'{number(spread[1])} ({number(spread[0])} – {number(spread[2])})'


def line(name, found):
    """One case for a terminal: what pintle takes, and how many times less that is."""
    text = f'{name:16}'
    for measure, unit in (('wall', 'ms'), ('cpu', 'ms'), ('peak', 'MiB')):
        one = found[measure]
        text += f" {measure} {number(one['ours'][1]):>6} {unit} {range_of(one['ratio']):24}"
    return text + ('' if found['same'] else ' OUTPUT DIFFERS')


def case_table(results):
    rows = ['| case | pintle: wall, CPU, memory | Helm | times less wall | CPU | memory |',
            '|---|---|---|---|---|---|']
    for one in results.get('cases', {}).values():
        sides = [f"{number(one['wall'][side][1])} ms, {number(one['cpu'][side][1])} ms, "
                 f"{number(one['peak'][side][1])} MiB" for side in ('ours', 'theirs')]
        ratios = [range_of(one[measure]['ratio']) for measure in ('wall', 'cpu', 'peak')]
        rows.append(f"| {one['title']} | {' | '.join(sides + ratios)} |")
    return rows


def corpus_table(results):
    found = results.get('corpus')
    if not found:
        return []
    plain = [one for one in found if not one['costly']]
    rows = ['', '| corpus, one shot each | times less wall | CPU | memory |', '|---|---|---|---|']
    medians = [number(statistics.median(one[m] for one in found))
               for m in ('wall', 'cpu', 'peak')]
    rows.append(f"| median of {len(found):,} cases | {' | '.join(medians)} |")
    for one in sorted(plain, key=lambda one: one['cpu'])[:5]:
        rows.append(f"| slowest: {one['name']} | "
                    f"{' | '.join(number(one[m]) for m in ('wall', 'cpu', 'peak'))} |")
    for one in sorted((one for one in found if one['costly']), key=lambda one: one['cpu'])[:3]:
        rows.append(f"| makes keys or hashes: {one['name']} | "
                    f"{' | '.join(number(one[m]) for m in ('wall', 'cpu', 'peak'))} |")
    return rows


def library_table(results):
    found = results.get('library')
    if not found:
        return []
    rows = ['', '| phase | first render, with loading | later renders |', '|---|---|---|']
    for phase in ('load', 'values', 'schema', 'parse', 'execute', 'split', 'write'):
        first, later = found[f'first-{phase}'][0], found[f'later-{phase}'][0]
        rows.append(f'| {phase} | {number(first)} µs | {number(later)} µs |')
    return rows + [
        '', f"| load once, render many: {found['title']} | |", '|---|---|',
        f"| renders a second, one thread | {range_of(found['renders-one-thread'])} |",
        f"| renders a second, two threads | {range_of(found['renders-two-threads'])} |",
        f"| two threads against one | {range_of(found['threads-ratio'])} |",
        f"| arena of a render | {number(found['arena-bytes'][0] / 2**20)} MiB |",
        f"| output of a render | {number(found['output-bytes'][0] / 1024)} KiB |"]


def pure_table(results):
    found = results.get('pure')
    if not found:
        return []
    rows = ['', '| template of bench/pure | pintle | Go text/template | times less |',
            '|---|---|---|---|']
    for name, one in found.items():
        note = '' if one['same'] else ' OUTPUT DIFFERS'
        rows.append(f"| {name}{note} | {number(one['ours'])} µs | {number(one['theirs'])} µs | "
                    f"{range_of(one['ratio'])} |")
    return rows


def both_row(one):
    """Title, wall times of both sides, and how many times more the second one takes."""
    return (f"| {one['title']} | {number(one['wall']['ours'][1])} ms | "
            f"{number(one['wall']['theirs'][1])} ms | {range_of(one['wall']['ratio'])} | "
            f"{range_of(one['cpu']['ratio'])} |")


def floor_table(results):
    found = results.get('floor')
    if not found:
        return []
    rows = ['', '| floor program | floor | pintle | times the floor: wall | CPU |',
            '|---|---|---|---|---|']
    return rows + [both_row(one) for one in found.values()]


def limits_table(results):
    found = results.get('limits')
    if not found:
        return []
    rows = ['', '| a part of the work and no more | takes | Helm, all of it | times less wall | CPU |',
            '|---|---|---|---|---|']
    return rows + [both_row(one) for one in found]


def readme_table(results):
    """The few rows that the project's README shows."""
    chosen = ('version', 'tiny', 'airflow', 'airflow-tgz', 'subcharts-50', 'tpl-5000', 'schema',
              'documents')
    rows = ['| case | pintle | helm template | times faster | CPU | memory |',
            '|---|---|---|---|---|---|']
    for name in chosen:
        one = results.get('cases', {}).get(name)
        if one:
            ratios = [number(one[m]['ratio'][1]) for m in ('wall', 'cpu', 'peak')]
            rows.append(f"| {one['title']} | {number(one['wall']['ours'][1])} ms | "
                        f"{number(one['wall']['theirs'][1])} ms | {' | '.join(ratios)} |")
    found = results.get('corpus')
    if found:
        medians = [number(statistics.median(one[m] for one in found))
                   for m in ('wall', 'cpu', 'peak')]
        rows.append(f"| {len(found):,} real cases, median | | | {' | '.join(medians)} |")
    return rows


def put(path, name, rows):
    """Puts rows between the comments "<!-- NAME -->" and "<!-- end of NAME -->" of a page."""
    with open(path, encoding='utf-8') as file:
        text = file.read()
    begin, end = f'<!-- {name} -->', f'<!-- end of {name} -->'
    before, rest = text.split(begin, 1)
    after = rest.split(end, 1)[1]
    with open(path, 'w', encoding='utf-8') as file:
        file.write(before + begin + '\n' + '\n'.join(rows) + '\n' + end + after)


def write(results, publish):
    figures = (case_table(results) + corpus_table(results) + library_table(results)
               + pure_table(results) + floor_table(results) + limits_table(results))
    measured = ['Measured on ' + results['machine'] + '.', '']
    page = measured + goals.table(results) + [''] + figures
    with open(f'{TOP}/.cache/bench/report.md', 'w', encoding='utf-8') as file:
        file.write('\n'.join(page) + '\n')
    drawing = picture.draw(results)
    with open(f'{TOP}/.cache/bench/speed.svg', 'w', encoding='utf-8') as file:
        file.write(drawing)
    print('\n'.join(goals.table(results)))
    print('written: .cache/bench/report.md, .cache/bench/speed.svg')
    if publish:
        put(f'{TOP}/bench/README.md', 'goals', goals.table(results))
        put(f'{TOP}/bench/README.md', 'figures', measured + figures)
        put(f'{TOP}/README.md', 'speed', readme_table(results))
        with open(f'{TOP}/bench/speed.svg', 'w', encoding='utf-8') as file:
            file.write(drawing)
