document.title = 'The time';
