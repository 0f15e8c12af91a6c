const main = document.querySelector("main");
if (main) main.textContent = `hello from python-frontend at ${location.pathname}`;
