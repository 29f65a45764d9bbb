"""Draws the wall times of pintle and Helm, an SVG that reads on light and on dark pages."""
import math

CASES = ('version', 'tiny', 'bundled-fastapi', 'bundled-airflow', 'airflow', 'airflow-tgz',
         'subcharts-50', 'subcharts-200', 'tpl-5000', 'schema', 'documents')
WIDTH, LEFT, RIGHT, TOP, ROW = 760, 250, 60, 56, 26

STYLE = """
text { font: 12px system-ui, sans-serif; fill: #333; }
.small { font-size: 11px; fill: #666; }
.title { font-size: 14px; font-weight: 600; }
.grid { stroke: #ddd; }
.gap { stroke: #bbb; stroke-width: 2; }
.span { stroke-width: 5; stroke-opacity: .35; stroke-linecap: round; }
.ours { fill: #0a7d5a; stroke: #0a7d5a; }
.theirs { fill: #b45309; stroke: #b45309; }
text.ours, text.theirs { stroke: none; }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd; }
  .small { fill: #aaa; }
  .grid { stroke: #3a3a3a; }
  .gap { stroke: #666; }
  .ours { fill: #34d399; stroke: #34d399; }
  .theirs { fill: #fbbf24; stroke: #fbbf24; }
}
"""


def plain(title):
    return title.replace('`', '').replace('&', '&amp;').replace('<', '&lt;')


def scale(found):
    """A function from milliseconds to a place, and the powers of ten on the axis."""
    least = min(one['wall']['ours'][0] for one in found)
    most = max(one['wall']['theirs'][2] for one in found)
    low, high = math.floor(math.log10(least)), math.ceil(math.log10(most))
    width = (WIDTH - LEFT - RIGHT) / (high - low)
    return lambda ms: LEFT + (math.log10(ms) - low) * width, range(low, high + 1)


def side(one, which, place, y):
    least, middle, most = one['wall'][which]
    return [f'<line class="span {which}" x1="{place(least):.1f}" x2="{place(most):.1f}" '
            f'y1="{y}" y2="{y}"/>',
            f'<circle class="{which}" cx="{place(middle):.1f}" cy="{y}" r="4.5"/>']


def row(one, place, y):
    ours, theirs = one['wall']['ours'][1], one['wall']['theirs'][1]
    return [f'<text x="{LEFT - 14}" y="{y + 4}" text-anchor="end">{plain(one["title"])}</text>',
            f'<line class="gap" x1="{place(ours):.1f}" x2="{place(theirs):.1f}" y1="{y}" '
            f'y2="{y}"/>',
            *side(one, 'ours', place, y), *side(one, 'theirs', place, y),
            f'<text class="small" x="{WIDTH - 8}" y="{y + 4}" text-anchor="end">'
            f'{one["wall"]["ratio"][1]:.0f}x</text>']


def axis(place, powers, bottom):
    rows = []
    for power in powers:
        x, ms = place(10.0**power), 10.0**power
        label = f'{ms:g} ms' if ms < 1000 else f'{ms / 1000:g} s'
        rows += [f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 14}" y2="{bottom}"/>',
                 f'<text class="small" x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">'
                 f'{label}</text>']
    return rows


def draw(results):
    found = [results['cases'][name] for name in CASES if name in results.get('cases', {})]
    if not found:
        return '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'
    place, powers = scale(found)
    bottom = TOP + ROW * len(found) - 6
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {bottom + 46}" '
             'role="img" aria-label="Wall time of one run, pintle and helm template">',
             f'<style>{STYLE}</style>',
             '<text class="title" x="14" y="22">One run, wall time</text>',
             f'<circle class="ours" cx="{LEFT + 6}" cy="18" r="4.5"/>',
             f'<text x="{LEFT + 16}" y="22">pintle</text>',
             f'<circle class="theirs" cx="{LEFT + 76}" cy="18" r="4.5"/>',
             f'<text x="{LEFT + 86}" y="22">Helm</text>',
             f'<text class="small" x="{WIDTH - 8}" y="22" text-anchor="end">times less</text>',
             *axis(place, powers, bottom)]
    for i, one in enumerate(found):
        lines += row(one, place, TOP + ROW * i)
    lines += [f'<text class="small" x="{(LEFT + WIDTH - RIGHT) / 2}" y="{bottom + 36}" '
              'text-anchor="middle">time, logarithmic; dot: median, bar: least to most</text>',
              '</svg>']
    return '\n'.join(lines) + '\n'
