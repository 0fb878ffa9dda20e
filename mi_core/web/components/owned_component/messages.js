// Put before the script of a component whose value Python owns. Each message carries a number, and data.received says which one
// Python received last: until that is the last one sent, what comes in is older than what the hand has done, and must not undo it.

function messages(state, data, setTriggerValue) {
  if (state.received && !data.received) state.sent = null; // a server that began anew
  state.received = data.received;
  state.outdated = Boolean(state.sent) && state.sent !== data.received;
  state.post = (name, value) => {
    state.sent = Math.max(Date.now(), (state.sent ?? 0) + 1); // never a number of an earlier visit to the page
    state.outdated = true;
    setTriggerValue(name, { number: state.sent, value });
  };
}
