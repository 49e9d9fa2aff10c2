(function () {
  'use strict';
  var root = document.documentElement, body = document.body;
  var all = function (query) { return Array.prototype.slice.call(document.querySelectorAll(query)); };
  root.classList.add('script');

  // Ticks, kept where the browser allows it (a private window or a mailed file may not).
  var boxes = all('.checklist input'), ticked = document.getElementById('ticked');
  var key = 'workslop:' + body.dataset.state;
  function read() {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch (e) { return []; }
  }
  function keep() {
    var on = boxes.filter(function (b) { return b.checked; }).map(function (b) { return b.id; });
    try { localStorage.setItem(key, JSON.stringify(on)); } catch (e) { /* the ticks last as long as the page */ }
  }
  function show() {
    var done = 0;
    boxes.forEach(function (box) {
      box.closest('li').classList.toggle('done', box.checked);
      done += box.checked ? 1 : 0;
    });
    if (ticked) ticked.textContent = ticked.dataset.text.replace('{done}', done).replace('{all}', boxes.length);
  }
  var kept = read();
  boxes.forEach(function (box) {
    box.checked = Array.isArray(kept) && kept.indexOf(box.id) >= 0;
    box.addEventListener('change', function () { keep(); show(); });
  });
  show();

  // Notes, kept like the ticks; a line under the item shows each one while its field is folded, and on paper.
  var notes = all('.own textarea'), button = document.getElementById('copy');
  function noteOf(box) { return box.closest('li').querySelector('.own textarea').value.trim(); }
  function readNotes() {
    try { return JSON.parse(localStorage.getItem(key + ':notes')) || {}; } catch (e) { return {}; }
  }
  function keepNotes() {
    var told = {};
    notes.forEach(function (field) { if (field.value.trim()) told[field.id] = field.value; });
    try { localStorage.setItem(key + ':notes', JSON.stringify(told)); } catch (e) { /* as with the ticks */ }
  }
  function showNote(field) {
    var line = field.closest('li').querySelector('.noted'), text = field.value.trim();
    line.textContent = text ? button.dataset.note.replace('{text}', function () { return text; }) : '';
    line.hidden = !text;
  }
  var written = readNotes();
  notes.forEach(function (field) {
    if (typeof written[field.id] === 'string') field.value = written[field.id];
    showNote(field);
    field.addEventListener('input', function () { keepNotes(); showNote(field); });
    field.closest('details').addEventListener('toggle', function (event) { if (event.target.open) field.focus(); });
  });

  // The open questions with their notes, as text to paste into a mail, or as Markdown that shows them and does no more.
  function escaped(text) {
    return text.replace(/[\\`*_[\]<>#|~&]/g, '\\$&').replace(/@(?=\w)/g, '@<!-- -->')
      .replace(/^[-+=]/gm, '\\$&').replace(/^(\d+)([.)])/gm, '$1\\$2');
  }
  function lines(text, before) { return text.split(/\s*\n\s*/).map(function (line) { return before + line; }).join('\n'); }
  function asText(title, open) {
    return title + '\n\n' + open.map(function (one, i) {
      var n = i + 1 + '. ';
      return n + one.question + (one.note ? '\n' + lines(one.note, n.replace(/./g, ' ')) : '');
    }).join('\n') + '\n';
  }
  function asMarkdown(title, open) {
    return '## ' + escaped(title) + '\n\n' + open.map(function (one) {
      return '- [ ] ' + escaped(one.question) + (one.note ? '\n\n' + lines(escaped(one.note), '  > ') + '\n' : '');
    }).join('\n') + '\n';
  }
  function openQuestions() {
    return boxes.filter(function (b) { return !b.checked; }).map(function (b) {
      var note = noteOf(b);
      return {
        question: b.closest('li').querySelector('.question').textContent.trim(),
        note: note && button.dataset.note.replace('{text}', function () { return note; })
      };
    });
  }
  function say(text) { document.getElementById('said').textContent = text; }
  function byHand(text, from) {
    var area = document.getElementById('to-copy');
    area.value = text;
    area.hidden = false;
    area.focus();
    area.select();
    var done = false;
    try { done = document.execCommand('copy'); } catch (e) { done = false; }
    if (done) { area.hidden = true; from.focus(); }
    return done;
  }
  function copy(from, written) {
    var open = openQuestions(), data = button.dataset;
    if (!open.length) { say(data.none); return; }
    var text = written(data.title, open);
    var told = open.length === 1 ? data.one : data.many.replace('{n}', open.length);
    var done = function () { say(told); };
    var hand = function () { say(byHand(text, from) ? told : data.failed); };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, hand);
    else hand();
  }
  [['copy', asText], ['copy-markdown', asMarkdown]].forEach(function (pair) {
    var one = document.getElementById(pair[0]);
    if (one) one.addEventListener('click', function () { copy(one, pair[1]); });
  });

  // A jump lights up the whole passage, opens what is folded, and takes the keyboard along.
  function arrive() {
    var id = decodeURIComponent(location.hash.slice(1));
    all('.lit').forEach(function (el) { el.classList.remove('lit'); });
    if (!id) return;
    var target = document.getElementById(id);
    if (!target) return;
    var fold = target.closest('details');
    if (fold && !fold.open) { fold.open = true; target.scrollIntoView(); }
    all('[data-ids]').forEach(function (el) {
      if (el.dataset.ids.split(' ').indexOf(id) >= 0) el.classList.add('lit');
    });
    if (target.hasAttribute('tabindex')) target.focus({ preventScroll: true });
  }
  window.addEventListener('hashchange', arrive);
  arrive();

  // Side notes: shown by the style on hover and focus; here a tap pins one, and Esc or a tap elsewhere closes it.
  var marks = all('a.mark');
  function close(but) { marks.forEach(function (m) { if (m !== but) m.classList.remove('open'); }); }
  // A finding cut in two by another lights up as one.
  function light(numbers) {
    marks.forEach(function (m) {
      var own = m.dataset.findings.split(' ');
      m.classList.toggle('kin', numbers.some(function (n) { return own.indexOf(n) >= 0; }));
    });
  }
  marks.forEach(function (mark) {
    mark.addEventListener('click', function (event) {
      event.preventDefault();
      body.classList.remove('hush');
      close(mark);
      mark.classList.toggle('open');
    });
    ['mouseenter', 'focus'].forEach(function (name) {
      mark.addEventListener(name, function () { body.classList.remove('hush'); light(mark.dataset.findings.split(' ')); });
    });
    ['mouseleave', 'blur'].forEach(function (name) { mark.addEventListener(name, function () { light([]); }); });
  });
  document.addEventListener('click', function (event) {
    if (!event.target.closest('a.mark, .remark')) close(null);
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') { close(null); body.classList.add('hush'); }
  });
}());
