//! A stand-in for the `docker/dockerfile` frontend image, for tests on a machine without Docker Hub: it
//! speaks BuildKit's gateway protocol on stdin and stdout, and hands the whole build back to the
//! `dockerfile.v0` frontend that is built into the engine. So `# syntax=` lines work unmodified; what the
//! named version can do beyond the engine's own is not proved by it.

use std::collections::HashMap;

use bollard_buildkit_proto::google::rpc::Status;
use bollard_buildkit_proto::moby::buildkit::v1::frontend::{
    InputsRequest, ReturnRequest, SolveRequest, llb_bridge_client::LlbBridgeClient,
};
use hyper_util::rt::TokioIo;
use tonic::transport::Endpoint;

const LARGEST_MESSAGE: usize = 64 << 20;

/// The build's options, which BuildKit passes as `BUILDKIT_FRONTEND_OPT_<n>=key=value`.
fn options() -> HashMap<String, String> {
    let mut options: HashMap<String, String> = std::env::vars()
        .filter(|(name, _)| name.starts_with("BUILDKIT_FRONTEND_OPT_"))
        .filter_map(|(_, option)| option.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned())))
        .collect();
    options.remove("source"); // this very image; it would call us again
    options.entry("cmdline".to_owned()).or_insert_with(|| "stand-in".to_owned()); // `# syntax=` was followed already
    options
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut stdio = Some(tokio::io::join(tokio::io::stdin(), tokio::io::stdout()));
    let channel = Endpoint::from_static("http://localhost")
        .connect_with_connector(tower::service_fn(move |_| {
            let once = stdio.take().map(TokioIo::new);
            async move { once.ok_or_else(|| std::io::Error::other("the one connection is in use")) }
        }))
        .await?;
    let mut bridge = LlbBridgeClient::new(channel).max_decoding_message_size(LARGEST_MESSAGE);

    let inputs = bridge.inputs(InputsRequest {}).await?.into_inner().definitions;
    let solved = bridge
        .solve(SolveRequest {
            frontend: "dockerfile.v0".to_owned(),
            frontend_opt: options(),
            frontend_inputs: inputs,
            allow_result_return: true,
            allow_result_array_ref: true,
            ..Default::default()
        })
        .await;
    let answer = match solved {
        Ok(solved) => ReturnRequest { result: solved.into_inner().result, error: None },
        Err(status) => ReturnRequest {
            result: None,
            error: Some(Status { code: status.code() as i32, message: status.message().into(), details: vec![] }),
        },
    };
    bridge.r#return(answer).await?;
    std::process::exit(0) // the runtime would wait for the thread that blocks on stdin
}
