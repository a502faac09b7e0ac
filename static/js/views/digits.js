// The sixty digits on the page.

import { groupsOf } from "../lib/safety_number.js"

/** Show a safety number in a list of twelve groups. */
export const showDigits = (list, digits) => {
  const shown = list.querySelectorAll("span")
  groupsOf(digits).forEach((group, index) => {
    shown[index].textContent = group
    // "1 2 3 4 5", not "twelve thousand three hundred …"; the position in the list is read out with it.
    shown[index].setAttribute("aria-label", [...group].join(" "))
  })
}
