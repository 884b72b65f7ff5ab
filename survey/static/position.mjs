// Fills latitude, longitude and accuracy in when a person presses the button, and only then.
// The page is whole without it: the inputs can be typed into, and the button is shown by this script alone.

const PATIENCE = 30000; // milliseconds that a device may look for its place

for (const place of document.querySelectorAll("[data-position]")) {
  if (!navigator.geolocation) continue;
  const input = (part) => document.getElementsByName(`${place.dataset.position}.${part}`)[0];
  const button = place.querySelector("button");
  const status = place.querySelector("[role=status]");

  const found = ({ coords }) => {
    input("latitude").value = coords.latitude.toFixed(6);
    input("longitude").value = coords.longitude.toFixed(6);
    input("accuracy").value = Math.ceil(coords.accuracy);
    status.textContent = place.dataset.found;
    button.disabled = false;
  };
  const failed = () => {
    status.textContent = place.dataset.failed;
    button.disabled = false;
  };

  button.addEventListener("click", () => {
    button.disabled = true;
    status.textContent = place.dataset.waiting;
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 });
  });
  place.hidden = false;
}
