(function () {
  'use strict';
  document.documentElement.classList.add('script');
  var table = document.getElementById('list'), body = table.tBodies[0];
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  var order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' });
  var figure = new Intl.NumberFormat(document.documentElement.lang);
  function text(row, query) { var cell = row.querySelector(query); return cell ? cell.textContent.trim() : ''; }

  // Read once: what is sorted and filtered on, so that neither looks at the page again.
  var rows = Array.prototype.map.call(body.rows, function (row) {
    return {
      row: row,
      keys: heads.map(function (head, n) {
        var cell = row.cells[n];
        if (head.dataset.by !== 'number') return cell.textContent.trim() === '–' ? null : cell.textContent.trim();
        return cell.dataset.v === '' ? null : Number(cell.dataset.v);
      }),
      words: (row.cells[0].textContent + ' ' + text(row, '.author')).toLowerCase(),
      band: row.dataset.band,
      tier: text(row, '.tier'),
      author: text(row, '.author')
    };
  });

  // What is not known stands last, whichever way it is sorted.
  function sort(n, down) {
    var number = heads[n].dataset.by === 'number', sign = down ? -1 : 1;
    rows.sort(function (one, other) {
      var a = one.keys[n], b = other.keys[n];
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * (number ? a - b : order.compare(a, b));
    });
    var all = document.createDocumentFragment();
    rows.forEach(function (one) { all.appendChild(one.row); });
    body.appendChild(all);
    heads.forEach(function (head, at) {
      if (at === n) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
  }
  heads.forEach(function (head, n) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    head.textContent = '';
    head.appendChild(button);
    button.addEventListener('click', function () {
      var was = head.getAttribute('aria-sort');
      sort(n, was ? was === 'ascending' : head.dataset.by === 'number');
    });
  });

  var fields = ['words', 'band', 'tier', 'author', 'open'].map(function (id) { return document.getElementById(id); });
  var gaps = document.getElementById('open') ? 2 : -1, shown = document.getElementById('shown');
  function value(n) { return fields[n] ? fields[n].value : ''; }
  function filter() {
    var words = value(0).toLowerCase().split(/\s+/), band = value(1), tier = value(2), author = value(3), left = 0;
    var open = fields[4] && fields[4].checked;
    rows.forEach(function (one) {
      var fits = words.every(function (word) { return one.words.indexOf(word) >= 0; }) &&
        (!band || one.band === band) && (!tier || one.tier === tier) && (!author || one.author === author) &&
        (!open || one.keys[gaps] > 0);
      if (one.row.hidden === fits) one.row.hidden = !fits;
      left += fits ? 1 : 0;
    });
    shown.textContent = shown.dataset.text.replace('{n}', figure.format(left)).replace('{all}', figure.format(rows.length));
  }
  fields.forEach(function (field) { if (field) field.addEventListener('input', filter); });
  filter();
}());
