// A microphone that hears a tone. Chromium's own false one would come with a false camera.
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const ear = context.createMediaStreamDestination()
  tone.connect(ear)
  tone.start()
  return ear.stream
}
