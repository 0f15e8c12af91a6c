int serve(int port);

int main(void) { return serve(11300); }
