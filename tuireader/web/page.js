// Gives the keys to the terminal, at first and whenever the page gets them again.
"use strict";

const focus = () => document.querySelector(".xterm-helper-textarea")?.focus();

window.addEventListener("focus", focus);
// It is marked when the reader answers; before that, the terminal has nobody to tell of its focus.
new MutationObserver(focus).observe(document.body, { attributeFilter: ["class"] });
