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

  // The open questions, numbered, as text to paste into a mail.
  var button = document.getElementById('copy');
  function openQuestions() {
    return boxes.filter(function (b) { return !b.checked; }).map(function (b) {
      return b.closest('li').querySelector('.question').textContent.trim();
    });
  }
  function say(text) { document.getElementById('said').textContent = text; }
  function byHand(text) {
    var area = document.getElementById('to-copy');
    area.value = text;
    area.hidden = false;
    area.focus();
    area.select();
    var done = false;
    try { done = document.execCommand('copy'); } catch (e) { done = false; }
    if (done) { area.hidden = true; button.focus(); }
    return done;
  }
  if (button) button.addEventListener('click', function () {
    var open = openQuestions(), data = button.dataset;
    if (!open.length) { say(data.none); return; }
    var text = data.title + '\n\n' + open.map(function (q, i) { return (i + 1) + '. ' + q; }).join('\n') + '\n';
    var told = open.length === 1 ? data.one : data.many.replace('{n}', open.length);
    var done = function () { say(told); };
    var hand = function () { say(byHand(text) ? told : data.failed); };
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, hand);
    else hand();
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

  // Paper has no folds.
  window.addEventListener('beforeprint', function () {
    all('details').forEach(function (d) { d.dataset.was = d.open ? '1' : ''; d.open = true; });
  });
  window.addEventListener('afterprint', function () {
    all('details').forEach(function (d) { d.open = d.dataset.was === '1'; });
  });
}());
