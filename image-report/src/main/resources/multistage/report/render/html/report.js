// Draws the charts of index.html and shows one row at a time. All markup is in the page already, escaped where it was made;
// what this adds is set as text. Colours are the style sheet's, so that light, dark and paper need nothing here.
'use strict';

(() => {
  const { rows, causeTitles, purposes, packages } = JSON.parse(document.getElementById('data').textContent);
  const images = new Map(rows.filter((row) => row.image).map((row) => [row.id, row.image]));

  // ------------------------------------------------------------------------------------------------------------ figures

  const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];

  /** Three significant digits, as everywhere in the report. */
  function bytes(value) {
    const step = 10 ** Math.max(0, String(value).length - 3);
    let rounded = Math.floor((value + step / 2) / step) * step;
    let unit = 0;
    for (; rounded >= 1000; unit++) rounded /= 1000;
    return `${Number(rounded.toPrecision(3))} ${UNITS[unit]}`;
  }

  const signed = (value) => (value > 0 ? '+' : value < 0 ? '−' : '±') + bytes(Math.abs(value));

  const exact = (value) => value.toLocaleString('en-US').replace('-', '−');

  function element(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // ------------------------------------------------------------------------------------------------------------- charts

  const charts = new Map();
  const colour = (name) => `var(--${name})`;

  function chart(host) {
    if (!charts.has(host)) charts.set(host, echarts.init(host, null, { renderer: 'svg' }));
    const made = charts.get(host);
    made.resize({ width: host.clientWidth, height: host.clientHeight });
    return made;
  }

  /** Up to a round number that is not below the value, with a line for each interval. */
  function linearAxis(value) {
    const power = 10 ** Math.floor(Math.log10(value / 4));
    const interval = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((step) => step * 5 >= value * 1.001);
    return { label: bytes, max: Math.ceil(value / interval) * interval, interval };
  }

  /**
   * Draws a bar below each line of a list.
   *
   * @param bars for each line {from, to, colour}
   */
  function drawBars(bars, axis, box) {
    const list = box.querySelector('ol');
    const host = box.querySelector('.chart');
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const line = list.clientHeight / bars.length;
    const thickness = Math.round(rem * 0.5);
    chart(host).setOption(
      {
        animation: false,
        // Moved down, so that what is in the middle of its band is below the line's text.
        grid: { left: 0, right: 0, top: line * 0.3, height: list.clientHeight - line * 0.1, outerBoundsMode: 'none' },
        xAxis: {
          type: 'value',
          min: 0,
          max: axis.max,
          interval: axis.interval,
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: {
            formatter: axis.label,
            color: colour('muted'),
            fontSize: Math.round(rem * 0.75),
            fontFamily: 'system-ui, sans-serif',
            margin: 5,
            hideOverlap: true,
            alignMinLabel: 'left',
            alignMaxLabel: 'right',
          },
          splitLine: { lineStyle: { color: colour('line') } },
        },
        yAxis: { type: 'category', inverse: true, show: false, data: bars.map((bar, index) => index) },
        series: [
          { type: 'bar', stack: 'bar', silent: true, itemStyle: { color: 'none' }, data: bars.map((bar) => (bar.from || null)) },
          {
            type: 'bar',
            stack: 'bar',
            silent: true,
            barWidth: thickness,
            barMinHeight: 2,
            data: bars.map((bar) => ({
              value: bar.to - bar.from,
              itemStyle: { color: bar.colour, borderRadius: [0, 2, 2, 0] },
            })),
          },
        ],
      },
      { notMerge: true },
    );
  }

  // -------------------------------------------------------------------------------------------- the first ten seconds

  const HALF_SECONDS = 0.5;

  function drawCurves(host) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const muted = { color: colour('muted'), fontSize: Math.round(rem * 0.75), fontFamily: 'system-ui, sans-serif' };
    const loaded = rows.filter((row) => row.curve.length > 0);
    // Each line has its name at its end, where there is room; names make way for those above them.
    const isWide = host.clientWidth > 40 * rem;
    const top = rem * (isWide ? 2 : 2 + 1.5 * loaded.length);
    const bottom = rem * 3.2;
    const axis = linearAxis(Math.max(1, ...loaded.flatMap((row) => row.curve)));
    const shifts = new Map();
    let free = 0;
    for (const row of [...loaded].sort((a, b) => b.curve.at(-1) - a.curve.at(-1))) {
      const end = (host.clientHeight - top - bottom) * (1 - row.curve.at(-1) / axis.max);
      free = Math.max(end, free);
      shifts.set(row.id, free - end);
      free += rem;
    }
    chart(host).setOption(
      {
        animation: false,
        grid: {
          left: rem * 4.5,
          right: rem * (isWide ? 15 : 1.5),
          top,
          bottom,
          outerBoundsMode: 'none',
        },
        legend: { show: !isWide, orient: 'vertical', top: 0, left: 0, textStyle: { ...muted, color: colour('text') }, selectedMode: false },
        tooltip: {
          trigger: 'axis',
          confine: true,
          backgroundColor: colour('page'),
          borderColor: colour('muted'),
          textStyle: { color: colour('text') },
          formatter: (points) =>
            element('div', { className: 'tip' }, ...points.map(({ seriesName, value }) =>
              element('div', { textContent: `${seriesName}, ${value[0]} s: ${exact(Math.round(value[1]))}/s` }))),
        },
        xAxis: { type: 'value', name: 'Seconds under load', nameLocation: 'middle', nameGap: rem * 2, nameTextStyle: muted, max: 10, axisLabel: muted, splitLine: { show: false } },
        yAxis: {
          type: 'value',
          max: axis.max,
          interval: axis.interval,
          name: 'Answers per second',
          nameTextStyle: { ...muted, align: 'left' },
          axisLabel: { ...muted, formatter: exact },
          splitLine: { lineStyle: { color: colour('line') } },
        },
        series: loaded.map((row, index) => ({
          type: 'line',
          name: row.id,
          showSymbol: false,
          color: colour(`line-${index + 1}`),
          lineStyle: { width: 2 },
          endLabel: { ...muted, show: isWide, color: colour(`line-${index + 1}`), offset: [0, shifts.get(row.id)], formatter: ({ seriesName }) => seriesName },
          emphasis: { disabled: true },
          data: row.curve.map((value, i) => [(i + 1) * HALF_SECONDS, value]),
        })),
      },
      { notMerge: true },
    );
  }

  // ---------------------------------------------------------------------------------------------------------- waterfall

  const causesOf = (image) => new Map((image?.causes || []).map((share) => [share.cause, share]));

  /** What each cause has more or less than before: first what came, then what went, the most first. */
  function differences(before, after) {
    const old = causesOf(before);
    const now = causesOf(after);
    return Object.keys(causeTitles)
      .map((cause) => {
        const was = old.get(cause)?.fileBytes || 0;
        const is = now.get(cause)?.fileBytes || 0;
        const largest = (is >= was ? now : old).get(cause)?.largest || [];
        return { title: causeTitles[cause], purpose: purposes[cause], was, is, difference: is - was, largest };
      })
      .filter(({ was, is }) => was !== 0 || is !== 0)
      .sort((a, b) => (b.difference > 0) - (a.difference > 0) || Math.abs(b.difference) - Math.abs(a.difference));
  }

  function fillWaterfall(section, id, beforeId) {
    const after = images.get(id);
    const before = images.get(beforeId);
    const causes = differences(before, after);
    const total = before?.fileBytes || 0;
    const steps = causes.filter((cause) => cause.difference !== 0);

    let height = total;
    const bars = before ? [{ from: 0, to: total, colour: colour('total') }] : [];
    for (const step of steps) {
      const next = height + step.difference;
      bars.push({
        from: Math.min(height, next),
        to: Math.max(height, next),
        colour: colour(!before ? step.purpose : step.difference < 0 ? 'less' : 'more'),
      });
      height = next;
    }
    bars.push({ from: 0, to: height, colour: colour('total') });

    const line = (name, figure, kind, title = '') =>
      element(
        'li',
        {},
        element(
          'div',
          {},
          element('span', { className: 'bar-name', textContent: name }),
          element('span', { className: 'bar-note', textContent: title }),
          element('span', { className: `bar-figure ${kind}`, textContent: figure }),
        ),
      );
    const lines = before ? [line(beforeId, bytes(total), '')] : [];
    for (const step of steps) {
      const kind = !before ? '' : step.difference < 0 ? 'less' : 'more';
      const largest = step.largest[0] ? `/${step.largest[0].path}` : '';
      lines.push(line(step.title, before ? signed(step.difference) : bytesOrLess(step.is), kind, largest));
    }
    lines.push(line(id, bytes(height), ''));
    const box = element('div', { className: 'bars' }, element('ol', {}, ...lines), element('div', { className: 'chart' }));
    box.lastChild.setAttribute('aria-hidden', 'true');

    const head = ['Cause', ...(before ? [beforeId, id, 'Difference'] : ['File bytes']), 'Most of it'];
    const row = (cause) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row', textContent: cause.title }),
        ...(before ? [cause.was, cause.is, cause.difference] : [cause.is]).map((value) =>
          element('td', { className: 'num', textContent: exact(value) }),
        ),
        element('td', {}, pathList(cause.largest)),
      );
    const sum = { title: 'all', was: total, is: after.fileBytes, difference: after.fileBytes - total, largest: [] };
    const table = element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head.map((text, index) =>
        element('th', { scope: 'col', textContent: text, className: index > 0 && index < head.length - 1 ? 'num' : '' })))),
      element('tbody', {}, ...causes.map(row)),
      element('tfoot', {}, row(sum)),
    );
    const scroll = element('div', { className: 'scroll', tabIndex: 0 }, table);
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', `Bytes of ${id} by cause`);
    const data = element('details', { className: 'data' }, element('summary', { textContent: 'Figures of this chart' }), scroll);

    section.querySelector('h3').textContent = before ? `What takes more or less space than in ${beforeId}` : 'What takes the space';
    for (const old of section.querySelectorAll('.needs-script, .bars, .data')) {
      charts.get(old.querySelector('.chart'))?.dispose();
      charts.delete(old.querySelector('.chart'));
      old.remove();
    }
    section.append(box, data);
    section.redraw = () => drawBars(bars, linearAxis(Math.max(1, ...bars.map((bar) => bar.to))), box);
  }

  const bytesOrLess = (value) => (value < 0 ? signed(value) : bytes(value));

  function pathList(files) {
    return element(
      'ul',
      { className: 'paths' },
      ...files.map((file) =>
        element('li', {}, element('code', { textContent: `/${file.path}` }), ' ', element('span', { textContent: bytesOrLess(file.fileBytes) })),
      ),
    );
  }

  function makeWaterfall(section) {
    const id = section.dataset.variant;
    const name = `${id}/compare`;
    const select = element('select', { id: name }, element('option', { value: '', textContent: 'nothing' }));
    for (const other of images.keys()) {
      if (other !== id) select.append(element('option', { value: other, textContent: other }));
    }
    select.value = images.has(section.dataset.before) ? section.dataset.before : '';
    const printed = element('output', { textContent: select.selectedOptions[0].textContent });
    select.addEventListener('change', () => {
      printed.textContent = select.selectedOptions[0].textContent;
      fillWaterfall(section, id, select.value);
      section.redraw();
    });
    section.append(
      element('p', { className: 'compare' }, element('label', { htmlFor: name, textContent: 'Compared with' }), select, printed),
    );
    fillWaterfall(section, id, select.value);
  }

  // ----------------------------------------------------------------------------------------------------------- packages

  /** Names and versions, filled in when somebody asks for them. */
  function fillList(list) {
    list.closest('details').addEventListener(
      'toggle',
      () => list.replaceChildren(...packages[list.dataset.list].map((name) => element('li', { textContent: name }))),
      { once: true },
    );
  }

  // ------------------------------------------------------------------------------------------------------------ treemap

  /** The treemap's figures as a table, made when somebody asks for it. */
  function makeTreeTable(section) {
    const id = section.closest('article').id;
    const body = element('tbody');
    const scroll = element(
      'div',
      { className: 'scroll', tabIndex: 0 },
      element(
        'table',
        { className: 'tree' },
        element('thead', {}, element('tr', {},
          element('th', { scope: 'col', textContent: 'Directory or file' }),
          element('th', { scope: 'col', className: 'num', textContent: 'Size' }))),
        body,
      ),
    );
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', `Directories of ${id}`);
    const add = (node, depth) => {
      body.append(
        element('tr', {},
          element('th', { scope: 'row', className: `depth-${Math.min(depth, 9)}`, textContent: depth === 0 ? 'all of it' : node.name }),
          element('td', { className: 'num', textContent: bytes(node.fileBytes) })),
      );
      node.children.forEach((child) => add(child, depth + 1));
    };
    const data = element('details', { className: 'data' }, element('summary', { textContent: 'Figures of this chart' }), scroll);
    data.addEventListener('toggle', () => body.rows.length > 0 || add(images.get(id).tree, 0));
    section.querySelector('.needs-script').replaceWith(element('p', { className: 'legend boxes' }), data);
  }

  /** A name that is longer is cut off; a box without room for so much of it has a number instead. */
  const SHORTEST_CUT = 9;

  /** Folders, and what is in them. */
  function tiles(node, path) {
    return node.children.map((first) => {
      // A folder with nothing but another folder in it is one tile: etc/ssl/certs.
      let child = first;
      let name = first.name;
      while (child.children.length === 1) {
        child = child.children[0];
        name += `/${child.name}`;
      }
      const place = `${path}/${name}`;
      const children = tiles(child, place);
      return {
        id: place,
        name,
        path: place,
        value: child.fileBytes,
        itemStyle: { color: colour(children.length > 0 ? 'surface' : 'tile'), borderColor: colour(children.length > 0 ? 'surface' : 'page') },
        ...(children.length > 0 ? { children } : {}),
      };
    });
  }

  function drawTreemap(host, id) {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const text = { color: colour('text'), fontSize: Math.round(rem * 0.78), fontFamily: 'system-ui, sans-serif' };
    const tree = images.get(id).tree;
    const made = chart(host);
    const line = Math.round(rem * 0.85);
    /** What ECharts leaves a box's text: between borders and padding, and a pixel less; a folder's has a line of its own. */
    function room(node) {
      const { width, height, borderWidth, upperHeight } = node.getLayout();
      return { width: width - 2 * borderWidth - 5, height: node.viewChildren.length > 0 ? Math.min(height, upperHeight) : height - 2 * borderWidth };
    }
    const hasRoom = (characters, { width, height }) => width >= characters * text.fontSize * 0.62 && height >= line;
    const isNamed = (node) => hasRoom(Math.min(node.name.length, SHORTEST_CUT), room(node));

    // Boxes in sight that have no room for their name have a number, the largest 1, and what they are is below the chart.
    let root = null;
    const numbers = new Map();
    function number(viewRoot) {
      root = viewRoot;
      numbers.clear();
      const collect = (node) => [...(node === root || isNamed(node) ? [] : [node]), ...node.viewChildren.flatMap(collect)];
      const nameless = collect(root).sort((a, b) => b.getValue() - a.getValue());
      for (const node of nameless) {
        const next = String(numbers.size + 1);
        if (hasRoom(next.length, room(node))) numbers.set(node.dataIndex, next);
      }
      const item = (node) => element('span', { className: 'item' }, `${numbers.get(node.dataIndex) || ''} ${node.getId()}: ${bytes(node.getValue())}`);
      const list = (title, nodes) => (nodes.length > 0 ? [element('b', { textContent: title }), ...nodes.flatMap((node) => [' ', item(node)]), ' '] : []);
      host.parentElement.querySelector('.boxes').replaceChildren(
        ...list('Numbered boxes:', nameless.filter(({ dataIndex }) => numbers.has(dataIndex))),
        ...list('Boxes without a number:', nameless.filter(({ dataIndex }) => !numbers.has(dataIndex))));
    }

    function label({ dataIndex }, isFolder) {
      const series = made.getModel().getSeriesByIndex(0);
      if (root !== series.getViewRoot()) number(series.getViewRoot());
      const node = series.getData().tree.getNodeByDataIndex(dataIndex);
      if (!isNamed(node)) return numbers.get(dataIndex) || '';
      const size = bytes(node.getValue());
      if (isFolder) return `${node.name}  ${size}`;
      return room(node).height < 2 * line || !hasRoom(size.length, room(node)) ? node.name : `${node.name}\n${size}`;
    }

    // A folder fills the chart; a file is as large as it gets.
    made.off('click');
    made.on('click', ({ data }) => {
      if (data?.children) made.dispatchAction({ type: 'treemapRootToNode', seriesIndex: 0, targetNode: data.id });
    });
    made.setOption(
      {
        animation: false,
        tooltip: {
          confine: true,
          backgroundColor: colour('page'),
          borderColor: colour('muted'),
          textStyle: { color: colour('text') },
          // An element, not a string: a file's name is no markup.
          formatter: ({ data, value }) =>
            data?.path ? element('div', { className: 'tip', textContent: `${data.path}: ${bytes(value)}` }) : '',
        },
        series: [
          {
            type: 'treemap',
            animation: false,
            name: id,
            left: 0,
            right: 0,
            top: 0,
            bottom: Math.round(rem * 1.8),
            roam: false,
            nodeClick: false,
            leafDepth: 99, // all of it; without the trail would begin anywhere
            visibleMin: 250,
            data: tiles(tree, ''),
            label: { ...text, formatter: (node) => label(node, false), overflow: 'truncate', lineHeight: line, padding: [0, 2] },
            upperLabel: { ...text, show: true, height: Math.round(rem * 1.25), formatter: (node) => label(node, true) },
            itemStyle: { gapWidth: 2, borderWidth: 1 },
            emphasis: { disabled: true },
            levels: [
              { itemStyle: { color: colour('page'), borderColor: colour('page'), borderWidth: 0, gapWidth: 3 }, upperLabel: { show: false } },
              { itemStyle: { borderWidth: 2, gapWidth: 2 } },
            ],
            breadcrumb: {
              bottom: 0,
              left: 0,
              height: Math.round(rem * 1.35),
              itemStyle: { color: colour('surface'), borderColor: colour('line'), textStyle: text },
              emphasis: { disabled: true },
            },
          },
        ],
      },
      { notMerge: true },
    );
  }

  // -------------------------------------------------------------------------------------------------- table of all rows

  function makeSortable(table) {
    const heads = [...table.querySelectorAll('thead th')];
    for (const head of heads) {
      if (head.classList.contains('choose')) continue;
      const column = heads.indexOf(head);
      const button = element('button', { type: 'button', textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const ascending = head.getAttribute('aria-sort') !== 'ascending';
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
        const numeric = head.classList.contains('num');
        const key = (row) => row.cells[column].dataset.sort;
        const rows = [...table.tBodies[0].rows].sort((a, b) => {
          if (!numeric) return (ascending ? 1 : -1) * key(a).localeCompare(key(b), 'en');
          // Rows without a figure come last, whichever way.
          const [x, y] = [Number(key(a)), Number(key(b))];
          if (x < 0 || y < 0) return (x < 0) - (y < 0);
          return ascending ? x - y : y - x;
        });
        table.tBodies[0].append(...rows);
      });
    }
  }

  /** What the chosen rows take together, layers that they share once. */
  function showSet() {
    const chosen = [...document.querySelectorAll('#rows input:checked')].map((box) => images.get(box.value));
    const each = chosen.flatMap((image) => image.layers);
    const once = [...new Map(each.map((layer) => [layer.diffId, layer])).values()];
    const sum = (layers, member) => layers.reduce((total, layer) => total + layer[member], 0);
    const text = document.getElementById('set');
    text.hidden = false;
    text.classList.toggle('sum', chosen.length > 0);
    text.textContent =
      chosen.length === 0
        ? 'Choose rows to see what a host pulls and stores that runs them all.'
        : `${chosen.length === 1 ? 'This image' : `These ${chosen.length} images together`}: a host pulls about ${bytes(sum(once, 'gzipBytes'))} ` +
          `and stores ${bytes(sum(once, 'fileBytes'))} of files; a registry stores about ${bytes(sum(once, 'gzipBytes'))}. ` +
          (once.length === each.length ? '' : `Shared layers count once; without that it would be ${bytes(sum(each, 'gzipBytes'))} and ${bytes(sum(each, 'fileBytes'))}.`);
  }

  // ----------------------------------------------------------------------------------------------------- what is on show

  const overview = document.getElementById('overview');
  const variants = [...document.querySelectorAll('article.variant')];
  const title = document.title;
  let shown = null;

  function draw() {
    if (!overview.hidden) {
      const curves = overview.querySelector('.curves');
      if (curves) drawCurves(curves);
    }
    const variant = variants.find((each) => !each.hidden);
    if (!variant) return;
    // What a row needs is made when it is shown: of a hundred rows, that would take seconds.
    const waterfall = variant.querySelector('.waterfall');
    if (waterfall && !waterfall.redraw) makeWaterfall(waterfall);
    waterfall?.redraw();
    const treemap = variant.querySelector('.treemap');
    if (treemap?.closest('.folders').querySelector('.needs-script')) makeTreeTable(treemap.closest('.folders'));
    if (treemap) drawTreemap(treemap, variant.id);
  }

  function wanted() {
    const text = location.hash.slice(1);
    try {
      return decodeURIComponent(text);
    } catch (error) {
      if (error instanceof URIError) return text; // somebody's typing error
      throw error;
    }
  }

  /** Shows a part of the page, opened up; of a Dockerfile's lines, it is the chosen one. */
  function show(part) {
    document.querySelectorAll('.chosen').forEach((each) => each.classList.remove('chosen'));
    if (!part) return;
    for (let around = part.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
    const isLine = part.matches('.code');
    if (isLine || part.matches('.stage')) part.classList.add('chosen');
    part.scrollIntoView({ block: isLine ? 'center' : 'start' });
    (part.matches('details') ? part.firstElementChild : isLine ? part.closest('summary') : part)?.focus({ preventScroll: true });
  }

  /** A line that is opened by hand gets the page's address. */
  function opened(event) {
    const block = event.target;
    const line = block.querySelector('summary .code[id]');
    if (block.open && line && !line.classList.contains('chosen')) {
      document.querySelectorAll('.chosen').forEach((each) => each.classList.remove('chosen'));
      line.classList.add('chosen');
      history.replaceState(null, '', `#${line.id}`);
    }
  }

  /** The lines without what introduces the file to its repository; blank ones, of which no two follow each other, by their numbers. */
  function sourceOf(section) {
    let text = '';
    let last = 0;
    for (const line of section.querySelectorAll('.source .code[id]')) {
      const number = Number(line.id.split(':L')[1]);
      text += '\n'.repeat(last === 0 ? 0 : Math.min(2, number - last)) + line.querySelector('code').textContent;
      last = number;
    }
    return `${text}\n`;
  }

  /** Without a clipboard, as where the page isn't from a safe origin, there is no button. */
  function offerToCopy(button) {
    if (!navigator.clipboard) return;
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(sourceOf(button.closest('section')));
        button.textContent = 'Copied';
      } catch {
        button.textContent = 'Not copied: the browser forbids it';
      }
      setTimeout(() => (button.textContent = label), 2000);
    });
  }

  /** The row that an address is in: its own, or that of a line, a stage, or a section. */
  function variantAt(address) {
    return variants.find(({ id }) => address === id || address.startsWith(`${id}:`) || address.startsWith(`${id}/`));
  }

  /** Puts a row's text in place, once. The parser has skipped it: parsing a hundred rows takes long. */
  function fill(variant) {
    const skipped = variant.querySelector('noscript');
    if (!skipped) return;
    variant.innerHTML = skipped.textContent;
    variant.querySelectorAll('.many').forEach(fillList);
    variant.querySelectorAll('details.block').forEach((block) => block.addEventListener('toggle', opened));
    variant.querySelectorAll('.copy').forEach(offerToCopy);
    variant.querySelectorAll('.source').forEach((source) =>
      source.addEventListener('click', ({ target }) => {
        if (target.matches('.no') && !target.closest('summary')) location.hash = target.parentElement.id;
      }),
    );
  }

  function route() {
    const id = wanted();
    const variant = variantAt(id);
    if (variant) fill(variant);
    const found = document.getElementById(id);
    // A line, a stage, a file, the table of all rows.
    const part = found === variant ? null : found;
    const before = shown;
    shown = variant?.id || '';
    overview.hidden = Boolean(variant);
    variants.forEach((each) => (each.hidden = each !== variant));
    const message = document.getElementById('message');
    message.hidden = Boolean(variant) || Boolean(part) || id === '';
    message.textContent = message.hidden ? '' : `This report has no row ${id}. All rows are below.`;
    document.title = variant ? `${variant.id} – ${title}` : title;
    draw();
    show(part);
    if (before === null || part) return;
    // Where a reader goes on: at the row's title, or on the list at the row that was looked at.
    scrollTo(0, 0);
    const target = variant
      ? variant.querySelector('h2')
      : overview.querySelector(`.sizes a[href="#${CSS.escape(before).replaceAll('\\/', '/')}"]`);
    target?.focus({ preventScroll: Boolean(variant) });
  }

  document.documentElement.classList.add('one-at-a-time');
  makeSortable(document.getElementById('rows'));
  document.getElementById('rows').addEventListener('change', showSet);
  showSet();
  document.querySelector('.skip').addEventListener('click', (event) => {
    event.preventDefault();
    document.getElementById('content').focus();
  });
  addEventListener('hashchange', route);
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth !== width) draw();
    width = innerWidth;
  });
  addEventListener('beforeprint', () => {
    document.documentElement.classList.add('paper');
    draw();
  });
  addEventListener('afterprint', () => {
    document.documentElement.classList.remove('paper');
    draw();
  });
  route();
})();
