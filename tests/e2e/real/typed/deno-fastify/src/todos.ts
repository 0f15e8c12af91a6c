export interface Todo {
  id: number;
  title: string;
}

const todos = new Map<number, Todo>();
let next = 1;

export const list = (): Todo[] => [...todos.values()];

export function add(title: string): Todo {
  const todo = { id: next++, title };
  todos.set(todo.id, todo);
  return todo;
}

export const remove = (id: number): boolean => todos.delete(id);
