import { title } from "ui"; document.body.append(title);
