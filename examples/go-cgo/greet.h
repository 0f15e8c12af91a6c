#ifndef GREET_H
#define GREET_H

/* A greeting from name, to be freed by the caller; NULL if there is no memory. */
char *greet(const char *name);

#endif
