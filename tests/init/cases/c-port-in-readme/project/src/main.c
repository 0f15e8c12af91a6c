#include <stdlib.h>
#include <sys/socket.h>

int serve(int port);

int main(void)
{
	const char *p = getenv("KVBOX_PORT");

	return serve(p ? atoi(p) : 8070);
}
