// A keyboard that lies over the page, as on an iPhone: what is seen of the page gets lower, the page does not. Chromium has no such
// keyboard; what a page hears of one is this.
(height) => {
  Object.defineProperty(visualViewport, "height", { configurable: true, get: () => height })
  visualViewport.dispatchEvent(new Event("resize"))
}
