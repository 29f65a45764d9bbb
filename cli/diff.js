(() => {
  'use strict';
  const objects = [...document.querySelectorAll('details.object')];
  const tools = document.querySelector('.tools');
  const filter = document.getElementById('filter');
  const following = document.getElementById('following');
  const shown = document.getElementById('shown');
  let current = -1;

  const visible = () => objects.filter((o) => !o.hidden);
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const o of objects) {
      const text = (o.dataset.release + ' ' + o.textContent).toLowerCase();
      o.hidden = !words.every((w) => text.includes(w)) || (!following.checked && o.dataset.own === '0');
    }
    document.body.classList.toggle('hide-following', !following.checked);
    for (const h of document.querySelectorAll('h2')) {
      let next = h.nextElementSibling, any = false;
      for (; next && next.tagName !== 'H2'; next = next.nextElementSibling) any = any || !next.hidden;
      h.hidden = !any;
    }
    shown.textContent = visible().length + ' of ' + objects.length;
  };
  const mark = (o) => {
    if (objects[current]) objects[current].classList.remove('current');
    current = objects.indexOf(o);
    o.classList.add('current');
  };
  const go = (step) => {
    const list = visible();
    if (!list.length) return;
    const at = list.indexOf(objects[current]);
    const next = list[Math.min(list.length - 1, Math.max(0, at + step))];
    mark(next);
    next.scrollIntoView({ block: 'start' });
    next.querySelector('summary').focus({ preventScroll: true });
  };
  const fold = (open) => visible().forEach((o) => { o.open = open; });

  // Shows what a link leads to, though it may be folded, filtered out, or only follow.
  const reveal = () => {
    const target = /^#[oc]\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (!target) return;
    if (target.hidden) {
      filter.value = '';
      following.checked = following.checked || target.dataset.own === '0';
      apply();
    }
    const block = target.closest('details');
    if (block) block.open = true;
    if (objects.includes(target)) mark(target);
    target.scrollIntoView({ block: 'start' });
  };

  tools.hidden = false;
  window.addEventListener('hashchange', reveal);
  filter.addEventListener('input', apply);
  following.addEventListener('change', apply);
  document.getElementById('open').addEventListener('click', () => fold(true));
  document.getElementById('close').addEventListener('click', () => fold(false));
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.target === filter) {
      if (e.key === 'Escape') { filter.value = ''; apply(); filter.blur(); }
      return;
    }
    const keys = {
      j: () => go(1), n: () => go(1), k: () => go(-1), p: () => go(-1),
      '/': () => filter.focus(), e: () => fold(true), c: () => fold(false),
      f: () => { following.checked = !following.checked; apply(); },
      o: () => { if (objects[current]) objects[current].open = !objects[current].open; },
    };
    if (!keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });
  apply();
  reveal();
})();
