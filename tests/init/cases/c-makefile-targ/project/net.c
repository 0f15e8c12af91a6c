#include <arpa/inet.h>
#include <sys/socket.h>

int serve(int port)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(11300) };
	return bind(socket(AF_INET, SOCK_STREAM, 0), (struct sockaddr *)&to, sizeof to) && port;
}
