import Formats

/// Position frames as protobuf (`topics/schemas/frame.proto`).
public enum FrameCodec {
  public static func decode(_ bytes: RawSpan) throws(RecordError) -> Frame {
    throw RecordError("frames cannot be read yet")
  }
}
