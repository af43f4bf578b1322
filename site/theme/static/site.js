// Code and tables that are wider than the page scroll. With the keyboard, too, if they can have the focus.
function letScroll() {
  for (const box of document.querySelectorAll("div.highlight > pre, .table-wrapper")) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
    } else {
      box.removeAttribute("tabindex");
    }
  }
}

letScroll();
addEventListener("resize", letScroll);
