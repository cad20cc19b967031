/** The quiz's page. The right answer and the hints come from Python when they are due, not before. */

const VERDICTS = { right: "✓ Right.", wrong: "✗ Not this one: try another.", explained: "✗ Not this one." };

class QuestionRow {
  constructor(quiz, { id, text, options, hints }, index) {
    Object.assign(this, { quiz, id, number: index + 1, all: options, hintCount: hints, chosen: undefined, percent: undefined });
    const words = make("p", { class: "oped-sentence", id: newId() }, `${this.number}. ${text}`);
    const letter = (at) => make("b", {}, String.fromCharCode(65 + at));
    const buttons = options.map((value, at) => ({ value, nodes: [letter(at), value], style: CHOSEN }));
    this.options = new RadioGroup({ "aria-labelledby": words.id }, buttons, (value) => this.choose(value));
    this.options.node.classList.add("oped-stack");
    this.sure = sureGroup(`question ${this.number}`, (percent) => this.rate(percent));
    this.checking = button("Check", () => this.check(), `question ${this.number}`);
    this.hinting = button("Hint", () => this.ask("hint"), `to question ${this.number}`);
    this.explaining = button("Show the answer", () => this.ask("explain"), `to question ${this.number}`);
    this.verdict = make("p", { class: "oped-verdict" });
    this.hints = make("ul", { class: "oped-hints", "aria-label": `Hints to question ${this.number}` });
    const sure = quiz.asksConfidence ? [this.sure.node] : [];
    const acts = make("div", { class: "oped-groups" }, ...sure, this.checking, this.hinting, this.explaining);
    this.node = make("li", { class: "oped-row" }, words, this.options.node, acts, this.hints, this.verdict);
  }

  get stop() {
    return this.options.stop;
  }

  get state() {
    return this.quiz.model.get("_state")[this.id];
  }

  get isOpen() {
    return !["right", "explained"].includes(this.state.status);
  }

  choose(value) {
    if (this.isOpen && !this.state.tried.includes(value)) this.chosen = value;
    this.draw();
    this.stop.focus();
  }

  rate(percent) {
    if (this.state.status) return;
    this.percent = percent;
    this.draw();
  }

  check() {
    if (!this.isOpen) return;
    if (!this.chosen) return this.prompt("Choose an answer first.");
    if (this.quiz.asksConfidence && !this.state.status && !this.percent) return this.prompt("Say first how sure you are.");
    this.quiz.answering = this;
    this.quiz.model.send({ do: "answer", id: this.id, option: this.chosen, percent: this.percent ?? null });
    this.chosen = undefined;
  }

  ask(what) {
    this.quiz.answering = this;
    this.quiz.model.send({ do: what, id: this.id });
  }

  prompt(text) {
    this.verdict.textContent = text;
    this.quiz.say(`Question ${this.number}: ${text}`);
  }

  draw() {
    const { status, tried, hints, answer, why, confidence } = this.state;
    const reachable = this === this.quiz.current;
    this.options.inputs.forEach((input) => {
      input.setAttribute("aria-disabled", !this.isOpen || tried.includes(input.value));
      input.parentElement.classList.toggle("oped-tried", tried.includes(input.value) && input.value !== answer);
      input.parentElement.classList.toggle("oped-right", input.value === answer);
    });
    this.options.draw(this.chosen ?? tried.at(-1), reachable);
    this.sure.node.disabled = Boolean(status);
    this.sure.draw(confidence ?? this.percent, reachable);
    this.checking.hidden = !this.isOpen;
    this.explaining.hidden = status !== "wrong";
    this.hinting.hidden = !this.isOpen || hints.length === this.hintCount;
    this.hinting.firstChild.textContent = `Hint ${hints.length + 1} of ${this.hintCount}`;
    for (const node of [this.checking, this.hinting, this.explaining]) node.tabIndex = reachable ? 0 : -1;
    this.hints.replaceChildren(...hints.map((text, at) => make("li", {}, `Hint ${at + 1}: ${text}`)));
    this.verdict.textContent = [VERDICTS[status], status === "explained" && `It is: ${answer}.`, why].filter(Boolean).join(" ");
    this.verdict.dataset.status = status;
  }

  /** Say aloud what Python answered, and keep the focus in the question, since a button may be gone. */
  heard(before) {
    const { hints } = this.state;
    const news = hints.length > before.hints.length ? `Hint ${hints.length}: ${hints.at(-1)}` : this.verdict.textContent;
    this.quiz.say(`Question ${this.number}: ${news}`);
    this.stop.focus();
  }
}

class Quiz extends Page {
  constructor(model) {
    super(model, "quiz", "Questions");
    this.asksConfidence = model.get("_confidence");
    this.fill(model.get("_rows").map((row, index) => new QuestionRow(this, row, index)));
    this.before = model.get("_state");
    this.tell("move", "↑", "↓");
    this.tell("choose", "A", "B", "…");
    if (this.asksConfidence) this.tell("50–90 % sure", "5", "…", "9");
    if (this.asksConfidence) this.tell("100 %", "1");
    this.tell("check", "Enter");
    this.tell("hint", "H");
  }

  draw() {
    super.draw();
    const states = Object.values(this.model.get("_state"));
    const count = (wanted) => states.filter(wanted).length;
    const first = count(({ status, tried }) => status === "right" && tried.length === 1);
    this.progress.textContent = `${count(({ status }) => status)} of ${states.length} attempted, ${first} right at once`;
    const { answering, before } = this;
    const state = this.model.get("_state");
    if (answering && before !== state) {
      this.answering = undefined;
      answering.heard(before[answering.id]);
    }
    this.before = state;
  }

  obey(key, event) {
    const row = this.current;
    const option = row.all[key.length === 1 ? key.toUpperCase().charCodeAt(0) - 65 : -1];
    if (option) row.choose(option);
    else if (this.asksConfidence && percentOf(key)) row.rate(percentOf(key));
    else if (key === "Enter" && !event.target.matches("button")) row.check();
    else if (key.toLowerCase() === "h" && !row.hinting.hidden) row.ask("hint");
    else return super.obey(key, event);
    return true;
  }
}

export default shows(Quiz, "_state");
