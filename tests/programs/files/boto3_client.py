import boto3
from botocore.stub import Stubber

session = boto3.session.Session(
    aws_access_key_id="key", aws_secret_access_key="secret", region_name="eu-west-1"
)
print(len(session.get_available_services()) > 100)
client = session.client("s3")
print(client.meta.endpoint_url, client.meta.service_model.api_version)
with Stubber(client) as stub:
    stub.add_response("list_buckets", {"Buckets": [{"Name": "one"}]})
    print(client.list_buckets()["Buckets"])
print(
    client.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"}).split("?")[0]
)
