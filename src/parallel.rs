//! The same work for many things at the same time, with results in the order of the things; and work that nobody waits for.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

use crate::sorting;

/// A text of so many bytes is worth threads of its own.
pub const LONG: usize = 1 << 20;
/// How many of them it gets. More than that have little left to do.
pub const THREADS: usize = 4;

/// Does the work for every item; the order of the results does not depend on who finished first.
pub fn each<'t, T: Sync, R: Send>(items: &'t [T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let find = |give: &mut dyn FnMut(&'t T)| items.iter().for_each(give);
    let ((), done) = each_found(threads.min(items.len()), find, |item| work(item));
    done.into_iter().map(|(_, result)| result).collect()
}

/// Gives back what something large takes, beside whatever comes next: nobody waits for it, and where the program ends before, the system does it at once.
pub fn give_back<T: Send + 'static>(large: T) {
    thread::spawn(move || drop(large));
}

/// Things that are still being found, and whether more may come.
struct Queue<T> {
    waiting: Mutex<(VecDeque<(usize, T)>, bool)>,
    news: Condvar,
}

impl<T> Queue<T> {
    fn lock(&self) -> MutexGuard<'_, (VecDeque<(usize, T)>, bool)> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, at: usize, item: T) {
        self.lock().0.push_back((at, item));
        self.news.notify_one();
    }

    fn close(&self) {
        self.lock().1 = true;
        self.news.notify_all();
    }

    /// The next one; waits for it. None when there will be no more.
    fn next(&self) -> Option<(usize, T)> {
        let mut waiting = self.lock();
        loop {
            match (waiting.0.pop_front(), waiting.1) {
                (Some(next), _) => return Some(next),
                (None, true) => return None,
                (None, false) => waiting = self.news.wait(waiting).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

/// Closes the queue when the finding ends, however that is: who waits for more would wait for ever.
struct Closing<'q, T>(&'q Queue<T>);

impl<T> Drop for Closing<'_, T> {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Does the work for every item while further ones are still being found; the results are in the order of the items. `find` is given what takes an
/// item, and its own result comes back beside them.
pub fn each_found<T: Send, F, R: Send>(
    threads: usize,
    find: impl FnOnce(&mut dyn FnMut(T)) -> F,
    work: impl Fn(&T) -> R + Sync,
) -> (F, Vec<(T, R)>) {
    let queue = Queue {
        waiting: Mutex::default(),
        news: Condvar::new(),
    };
    let done = Mutex::new(Vec::new());
    let run = || {
        let mut mine = Vec::new();
        while let Some((at, item)) = queue.next() {
            let result = work(&item);
            mine.push((at, (item, result)));
        }
        done.lock().unwrap_or_else(PoisonError::into_inner).append(&mut mine);
    };
    let found = thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(run);
        }
        let found = {
            let _closing = Closing(&queue);
            let mut count = 0;
            find(&mut |item| {
                queue.add(count, item);
                count += 1;
            })
        };
        run();
        found
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    sorting::by_key(&mut done, |(at, _)| *at);
    (found, done.into_iter().map(|(_, pair)| pair).collect())
}
