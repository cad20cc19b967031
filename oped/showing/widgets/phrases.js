const isSame = (mark, other) => ["sentence", "first", "last", "label"].every((part) => mark[part] === other[part]);

/** One sentence whose words can be selected and marked, by mouse, finger or keyboard. */
class PhraseRow {
  constructor(sheet, { id, pieces }, index) {
    Object.assign(this, { sheet, id, number: index + 1, anchor: 0, caret: 0, selects: false });
    this.texts = pieces.filter((_, at) => at % 2);
    this.words = this.texts.map(() => make("span", { class: "oped-word", role: "option", id: newId() }));
    this.gaps = pieces.filter((_, at) => at % 2 === 0).map((text) => make("span", {}, text));
    const name = `Words of sentence ${this.number}`;
    const kind = { role: "listbox", "aria-multiselectable": "true", "aria-orientation": "horizontal", "aria-label": name };
    const inside = this.gaps.flatMap((gap, at) => (this.words[at] ? [gap, this.words[at]] : [gap]));
    this.stop = make("span", { class: "oped-words", ...kind }, ...inside);
    this.marked = make("ul", { class: "oped-marked", "aria-label": `Marked in sentence ${this.number}` });
    const sentence = make("div", { class: "oped-sentence" }, make("span", { class: "oped-id" }, id), this.stop);
    this.node = make("li", { class: "oped-row" }, sentence, this.marked);
    this.stop.addEventListener("pointerdown", (event) => this.grasp(event));
    this.stop.addEventListener("pointermove", (event) => event.buttons && this.drag(event));
  }

  get marks() {
    return this.sheet.model.get("_marks").filter((mark) => mark.sentence === this.id);
  }

  /** The words that are selected or, where none is, the one at the caret. */
  get first() {
    return this.selects ? Math.min(this.anchor, this.caret) : this.caret;
  }

  get last() {
    return this.selects ? Math.max(this.anchor, this.caret) : this.caret;
  }

  phrase({ first, last }) {
    return this.texts.slice(first, last + 1).reduce((text, word, at) => text + this.gaps[first + at].textContent + word);
  }

  wordAt({ clientX, clientY }) {
    return this.words.indexOf(document.elementFromPoint(clientX, clientY)?.closest(".oped-word"));
  }

  /** A press of the mouse begins a selection, with Shift it extends one; so does the second touch of a finger. */
  grasp(event) {
    const at = this.wordAt(event);
    if (at < 0 || event.button) return;
    const extends_ = event.shiftKey || (event.pointerType === "touch" && this.selects && this.sheet.current === this);
    event.preventDefault();
    this.stop.focus();
    this.select(extends_ ? this.anchor : at, at);
  }

  drag(event) {
    const at = this.wordAt(event);
    if (at >= 0 && at !== this.caret && this.selects) this.select(this.anchor, at);
  }

  select(anchor, caret) {
    Object.assign(this, { anchor, caret, selects: true });
    this.draw();
    this.sheet.say(`Selected: “${this.phrase(this)}”. Choose a label above, or type its tag.`);
  }

  drop() {
    this.selects = false;
    this.draw();
    this.sheet.say("Nothing is selected.");
  }

  obey(key, { shiftKey, target }) {
    const end = this.words.length - 1;
    const to = { ArrowLeft: this.caret - 1, ArrowRight: this.caret + 1, Home: 0, End: end }[key];
    if (to === undefined || target !== this.stop) return false;
    const at = Math.max(0, Math.min(end, to));
    if (shiftKey) this.select(this.selects ? this.anchor : this.caret, at);
    else {
      Object.assign(this, { anchor: at, caret: at, selects: false });
      this.draw();
    }
    return true;
  }

  /** A click on a label marks what is selected; a typed tag also marks the one word at the caret. */
  choose(label) {
    if (this.selects) this.give(label);
    else this.sheet.say("Select words first: drag over them, or hold Shift and use the arrow keys.");
  }

  give(label) {
    if (!this.words.length) return;
    const mark = { sentence: this.id, first: this.first, last: this.last, label };
    const { title, question } = this.sheet.choices.find(({ name }) => name === label);
    this.selects = false;
    if (!this.marks.some((other) => isSame(mark, other))) this.set([...this.sheet.model.get("_marks"), mark]);
    this.stop.focus();
    this.sheet.say(`“${this.phrase(mark)}”: ${title}. ${question}`);
  }

  /** Take away the marks on the selected words. */
  clear() {
    const gone = this.marks.filter((mark) => mark.first <= this.last && mark.last >= this.first);
    this.selects = false;
    this.take(gone);
    if (!gone.length) this.sheet.say("There is no mark on this word.");
  }

  take(gone) {
    this.set(this.sheet.model.get("_marks").filter((mark) => !gone.some((other) => isSame(mark, other))));
    this.stop.focus();
    this.sheet.say(gone.map((mark) => `“${this.phrase(mark)}” is no longer marked.`).join(" "));
  }

  set(marks) {
    this.sheet.model.set("_marks", marks);
    this.sheet.model.save_changes();
    this.sheet.draw();
  }

  draw() {
    const reachable = this === this.sheet.current;
    const choiceOf = (mark) => this.sheet.choices.find(({ name }) => name === mark.label);
    const over = (from, to) => this.marks.filter((mark) => mark.first <= from && mark.last >= to).sort((a, b) => a.first - b.first);
    const style = (marks) => (marks.length ? choiceOf(marks.at(-1)).text_style : "");
    if (!reachable) this.selects = false;
    this.words.forEach((word, at) => {
      const selected = this.selects && at >= this.first && at <= this.last;
      const tags = this.marks.filter((mark) => mark.first === at).map((mark) => tag(choiceOf(mark)));
      for (const node of tags) node.setAttribute("aria-hidden", "true");
      styled(word, style(over(at, at))).style.paddingInline = "0";
      word.replaceChildren(...tags, this.texts[at]);
      word.setAttribute("aria-selected", selected);
      word.classList.toggle("oped-at", at === this.caret);
      styled(this.gaps[at], at ? style(over(at - 1, at)) : "").style.paddingInline = "0";
      this.gaps[at].classList.toggle("oped-between", selected && at > this.first);
    });
    this.stop.tabIndex = reachable ? 0 : -1;
    this.stop.setAttribute("aria-activedescendant", this.words[this.caret]?.id ?? "");
    this.drawChips(choiceOf);
  }

  /** List the marks anew only when they changed: a button that is being pressed must stay on the page. */
  drawChips(choiceOf) {
    const { marks, chips = [] } = this;
    if (marks.length === chips.length && marks.every((mark, at) => isSame(mark, chips[at]))) return;
    this.chips = marks;
    this.marked.replaceChildren(...marks.map((mark) => this.chip(mark, choiceOf(mark))));
  }

  chip(mark, choice) {
    const remove = button("×", () => this.take([mark]));
    remove.setAttribute("aria-label", `Take away ${choice.title}: ${this.phrase(mark)}`);
    remove.tabIndex = -1;
    const words = styled(make("span", {}, tag(choice), ` ${this.phrase(mark)}`), choice.text_style);
    return make("li", {}, words, ` ${choice.title} `, remove);
  }
}
