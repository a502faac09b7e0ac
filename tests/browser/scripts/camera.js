// A camera in front of which a picture is held: the one in `arg`, as numbers. Its tracks are kept,
// to see whether the page lets go of them.
async (arg) => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(arg)]))
  const canvas = document.createElement("canvas")
  canvas.width = 640
  canvas.height = 480
  const context = canvas.getContext("2d")
  const draw = () => {
    context.fillStyle = "gray"
    context.fillRect(0, 0, 640, 480)
    context.drawImage(picture, 200, 120, 240, 240)
  }
  setInterval(draw, 50)
  globalThis.cameraTracks = []
  navigator.mediaDevices.enumerateDevices = async () => [{ kind: "videoinput" }]
  navigator.mediaDevices.getUserMedia = async () => {
    const stream = canvas.captureStream(20)
    globalThis.cameraTracks.push(...stream.getTracks())
    return stream
  }
}
