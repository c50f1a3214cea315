// Streamlit's own words in Chinese wherever they turn up: texts, tooltips, labels. What people wrote is left alone.
const WRITTEN = "[data-testid=stMarkdownContainer], [data-testid=stHtml], [data-testid=stText], textarea, code, pre";
const UPLOADER = "[data-testid=stFileUploader]";
const NAMES = ["title", "aria-label", "placeholder"];
const WATCHED = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES };

export default function ({ data }) {
  if (window.guanbiaoChinese) return;
  window.guanbiaoChinese = true;
  document.documentElement.lang = "zh-CN";
  const patterns = data.patterns.map(([pattern, words]) => [new RegExp(pattern), words]);

  function chinese(text) {
    const found = data.words[text.trim()];
    if (found !== undefined) return found;
    for (const [pattern, words] of patterns) if (pattern.test(text)) return text.replace(pattern, words);
    return null;
  }

  function written(element) {
    return element && element.closest(WRITTEN) && !element.closest(UPLOADER);
  }

  function tell(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const words = /[A-Za-z]/.test(node.data) && !written(node.parentElement) ? chinese(node.data) : null;
      if (words !== null && words !== node.data) node.data = words;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of NAMES) {
        const words = node.hasAttribute(name) ? chinese(node.getAttribute(name)) : null;
        if (words !== null && words !== node.getAttribute(name)) node.setAttribute(name, words);
      }
    }
  }

  function all(node) {
    tell(node);
    for (const child of node.childNodes) all(child);
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(all);
      else tell(change.target);
    }
  }).observe(document.body, WATCHED);
  all(document.body);
}
