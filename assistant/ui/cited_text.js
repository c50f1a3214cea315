// Builds the answer from pieces; every piece becomes a text node, so nothing in it can act as markup.
function copied(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.appendChild(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done ? Promise.resolve() : Promise.reject(new Error("copy"));
}

function button(label, title, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = kind;
  made.textContent = label;
  made.title = title;
  made.setAttribute("aria-label", title);
  made.onclick = () => act(made);
  return made;
}

function copier(label, text) {
  return button(label, label, "act", (made) => {
    copied(text).then(() => { made.textContent = "已复制"; }, () => { made.textContent = "没有复制成功，请手工选取"; });
    setTimeout(() => { made.textContent = label; }, 1600);
  });
}

// In a narrow window the source opens below the answer, out of sight.
function shown(beside, tries = 40) {
  if (window.innerWidth > 768) return;
  const source = document.querySelector(`.st-key-${beside}`);
  if (source) source.scrollIntoView({ block: "nearest" });
  else if (tries) setTimeout(() => shown(beside, tries - 1), 100);
}

// A line a paragraph; what begins with a dash or a number hangs beside it.
function lineOf(body) {
  const line = document.createElement("div");
  line.className = "line";
  body.appendChild(line);
  return line;
}

function write(line, text, unproven) {
  const dashed = !line.hasChildNodes() && text.startsWith("- ");
  if (dashed) line.classList.add("dashed");
  if (!line.hasChildNodes() && /^\d{1,2}[.、．]\s?\D/.test(text)) line.classList.add("numbered");
  const span = document.createElement("span");
  span.textContent = dashed ? text.slice(2) : text;
  if (unproven) span.className = "unproven";
  line.appendChild(span);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".root");
  const body = document.createElement("div");
  body.className = "body";
  let line = lineOf(body);
  for (const piece of data.pieces) {
    if (piece.source === undefined) {
      piece.text.split("\n").forEach((part, at) => {
        if (at) line = lineOf(body);
        if (part) write(line, part, piece.unproven);
      });
    } else {
      const chip = button(piece.text, `打开出处 ${piece.text}：${piece.title}`, "chip",
        () => { setTriggerValue("opened", piece.source); shown(data.beside); });
      if (piece.source === data.open) chip.classList.add("on");
      line.appendChild(chip);
    }
  }
  const acts = document.createElement("div");
  acts.className = "acts";
  for (const copy of data.copies) acts.appendChild(copier(copy.label, copy.text));
  root.replaceChildren(body, acts);
}
