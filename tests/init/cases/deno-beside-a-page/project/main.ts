import { serve } from 'https://deno.land/std@0.224.0/http/server.ts';
import { serveFile } from 'https://deno.land/std@0.224.0/http/file_server.ts';

serve((request) => serveFile(request, 'index.html'), { port: 8000 });
