"""What pintle is to reach, and whether it does."""
import statistics


def least(results, name, measures=('wall', 'cpu')):
    """The smaller of a case's median ratios; None when it was not measured."""
    one = results.get('cases', {}).get(name)
    return one and min(one[m]['ratio'][1] for m in measures)


def corpus(results, sum_up, measures, costly=(False, True)):
    """The worse of the sums over the corpus, or over those of its cases that make secrets."""
    found = [one for one in results.get('corpus', []) if one['costly'] in costly]
    return min(sum_up(one[m] for one in found) for m in measures) if found else None


def growth(results, small, large):
    """The cost per unit of the larger case in units of the smaller one's, the worse measure."""
    found = results.get('cases', {})
    if not all(f'{kind}-{n}' in found for kind, n in (small, large)):
        return None
    (kind, n), (_, m) = small, large
    a, b = found[f'{kind}-{n}'], found[f'{kind}-{m}']
    return max(b[x]['ours'][1] / m / (a[x]['ours'][1] / n) for x in ('wall', 'cpu'))


def renders(results):
    """Renders a second against runs of `helm template` a second."""
    one = results.get('cases', {}).get('airflow')
    many = results.get('library')
    return many['renders-one-thread'][1] * one['wall']['theirs'][1] / 1e3 if one and many else None


def library(results, name, scale=1):
    return results['library'][name][-2 if len(results['library'][name]) > 1 else 0] / scale \
        if results.get('library') else None


def pure(results):
    found = results.get('pure')
    return min(one['ratio'][1] for one in found.values()) if found else None


def floor(results):
    one = results.get('floor', {}).get('airflow')
    return one and max(one[m]['ratio'][1] for m in ('wall', 'cpu'))


# What, whether more or less is better, the goal, how to get the figure, the words of --only.
GOALS = (
    ('official Airflow chart: times less wall and CPU', 'least', 50,
     lambda r: least(r, 'airflow'), 'airflow'),
    ('official Airflow chart: times less memory', 'least', 6,
     lambda r: least(r, 'airflow', ('peak',)), 'airflow'),
    ('median over the corpus: times less wall and CPU', 'least', 40,
     lambda r: corpus(r, statistics.median, ('wall', 'cpu')), 'corpus'),
    ('median over the corpus: times less memory', 'least', 5,
     lambda r: corpus(r, statistics.median, ('peak',)), 'corpus'),
    ('slowest ratio in the corpus', 'least', 20,
     lambda r: corpus(r, min, ('wall', 'cpu'), (False,)), 'corpus'),
    ('slowest ratio of charts that make keys or hashes', 'least', 1,
     lambda r: corpus(r, min, ('wall', 'cpu'), (True,)), 'corpus'),
    ('`version`: times less wall and CPU', 'least', 25, lambda r: least(r, 'version'), 'version'),
    ('`version`: times less memory', 'least', 8, lambda r: least(r, 'version', ('peak',)),
     'version'),
    ('one ConfigMap: times less wall and CPU', 'least', 25, lambda r: least(r, 'tiny'), 'tiny'),
    ('one ConfigMap: times less memory', 'least', 8, lambda r: least(r, 'tiny', ('peak',)),
     'tiny'),
    ('schema of chained `$ref`s: times less wall and CPU', 'least', 100,
     lambda r: least(r, 'schema'), 'schema'),
    ('200 subcharts: times less wall and CPU', 'least', 50, lambda r: least(r, 'subcharts-200'),
     'subcharts'),
    ('cost of a subchart among 200 against one among 50', 'most', 1.1,
     lambda r: growth(r, ('subcharts', 50), ('subcharts', 200)), 'subcharts'),
    ('5,000 `tpl` calls: times less wall and CPU', 'least', 50, lambda r: least(r, 'tpl-5000'),
     'tpl'),
    ('cost of a `tpl` call among 5,000 against one among 1,250', 'most', 1.1,
     lambda r: growth(r, ('tpl', 1250), ('tpl', 5000)), 'tpl'),
    ('renders of Airflow a second against runs of Helm', 'least', 200, renders,
     'airflow$|library'),
    ('arena of such a render, MiB', 'most', 2, lambda r: library(r, 'arena-bytes', 2**20),
     'library'),
    ('two threads against one', 'least', 1.8, lambda r: library(r, 'threads-ratio'), 'library'),
    ('pure templates against Go text/template, the least of them', 'least', 3, pure, 'pure'),
    ('times the floor program, official Airflow chart', 'most', 1.5, floor, 'floor'),
)


def table(results):
    rows = ['| goal | at | measured | | command |', '|---|---|---|---|---|']
    for title, kind, goal, figure, only in GOALS:
        value = figure(results)
        if value is None:
            rows.append(f"| {title} | {kind} {goal} | not measured | | |")
            continue
        reached = value >= goal if kind == 'least' else value <= goal
        rows.append(f"| {title} | {kind} {goal} | {value:.3g} | {'yes' if reached else '**no**'} "
                    f"| `bench/run --only '{only}'` |".replace("'airflow$|library'",
                                                              "'airflow$\\|library'"))
    return rows
