document.body.textContent = 'memory'
