// The text is set once; afterwards it belongs to the person who types, and the page only hears of it.
const PAUSE = 800;

export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  if (area.dataset.ready) return;
  area.dataset.ready = "yes";
  parentElement.querySelector(".label").textContent = data.label;
  area.value = data.text;
  let told = data.text, waiting;
  const tell = () => {
    clearTimeout(waiting);
    if (area.value === told) return;
    told = area.value;
    setStateValue("text", told);
  };
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, PAUSE);
  });
  area.addEventListener("blur", tell);
}
