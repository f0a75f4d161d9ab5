"""The style sheet of the hosted pages: the product's colours, light and dark, and its measures."""

STYLE = """\
:root {
  color-scheme: light dark;
  --window: #F7F6F4; --surface: #FFFFFF; --border: #DEDBD5; --outline: #827E77;
  --text: #1E2224; --muted: #5C6165; --accent: #145F78; --accent-hover: #0F5066;
  --on-accent: #FFFFFF; --danger: #B3261E; --danger-soft: #FBE6E3; --inset: #EFEDE9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --window: #1A1C1E; --surface: #222527; --border: #373C40; --outline: #7E868C;
    --text: #E9EBEC; --muted: #A6ADB2; --accent: #74BFD6; --accent-hover: #8CCBDE;
    --on-accent: #06222B; --danger: #F28B82; --danger-soft: #412321; --inset: #17191B;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 16px; background: var(--window); color: var(--text);
  font: 16px/24px system-ui, sans-serif; font-variant-numeric: tabular-nums;
}
main { max-width: 376px; margin: 8vh auto 0; }
h1 { font-size: 24px; line-height: 32px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0 0 16px; }
.muted, .host { color: var(--muted); font-size: 14px; line-height: 20px; }
.host {
  display: inline-block; background: var(--inset); border-radius: 12px; padding: 2px 12px;
  margin-bottom: 24px; overflow-wrap: anywhere;
}
.card {
  background: var(--surface); border: 1px solid var(--border); border-radius: 8px; padding: 24px;
}
label, legend { display: block; font-weight: 600; margin-bottom: 4px; padding: 0; }
fieldset { border: 0; margin: 0 0 16px; padding: 0; }
fieldset label { display: inline-block; font-weight: 400; margin-right: 16px; padding: 8px 0; }
input[type=email], input[type=tel], input[type=text] {
  width: 100%; height: 48px; padding: 0 12px; margin-bottom: 16px; font: inherit;
  color: var(--text); background: var(--surface); border: 1px solid var(--outline);
  border-radius: 6px;
}
input.code { font-size: 28px; letter-spacing: 8px; text-align: center; height: 56px; }
button, a.button {
  display: block; width: 100%; min-height: 48px; padding: 12px 16px; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent);
  border-radius: 6px;
}
button:hover, a.button:hover { background: var(--accent-hover); border-color: var(--accent-hover); }
button.second { color: var(--text); background: none; border-color: var(--outline); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.error {
  background: var(--danger-soft); border: 1px solid var(--danger); border-radius: 8px;
  padding: 12px; margin-bottom: 16px;
}
.error::before { content: "! "; font-weight: 600; color: var(--danger); }
.shown-code { font-size: 36px; line-height: 48px; letter-spacing: 8px; font-weight: 600; }
form + form, .after { margin-top: 16px; }
.after { text-align: center; }
a { color: var(--accent); }
"""
