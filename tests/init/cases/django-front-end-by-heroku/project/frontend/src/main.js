document.body.append("Members");
